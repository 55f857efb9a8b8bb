"""Finds countries that no legal regime distinguishes. Exchanging them must change no route."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from itertools import product
from string import ascii_uppercase

from loket_routing.domain.rule_set.country_names import is_country_code
from loket_routing.domain.rule_set.regimes import Regime


class CountrySwap:
    """Swaps each country for another one under the same regimes in force on a day."""

    def __init__(self, regimes: Iterable[Regime]) -> None:
        self._regimes = tuple(regimes)
        self._by_regimes: dict[tuple[int, ...], Mapping[str, str]] = {}

    def swapped(self, countries: tuple[str, ...], day: date) -> tuple[str, ...] | None:
        """Return ``countries`` after the swap; None if none of them can be swapped."""
        others = self._others(day)
        swapped = tuple(sorted({others.get(country, country) for country in countries}))
        return None if all(country not in others for country in countries) else swapped

    def _others(self, day: date) -> Mapping[str, str]:
        in_force = tuple(place for place, regime in enumerate(self._regimes) if regime.in_force(day))
        if in_force not in self._by_regimes:
            self._by_regimes[in_force] = _next_alike([self._regimes[place] for place in in_force])
        return self._by_regimes[in_force]


def _next_alike(regimes: list[Regime]) -> Mapping[str, str]:
    """Return for each country the next one under the same regimes; a country alone under its regimes has none."""
    alike: dict[tuple[bool, ...], list[str]] = defaultdict(list)
    for country in _countries():
        alike[tuple(regime.territory.covers(country) for regime in regimes)].append(country)
    groups = (group for group in alike.values() if len(group) > 1)
    return {country: group[place - len(group) + 1] for group in groups for place, country in enumerate(group)}


@cache
def _countries() -> tuple[str, ...]:
    return tuple(code for pair in product(ascii_uppercase, repeat=2) if is_country_code(code := "".join(pair)))
