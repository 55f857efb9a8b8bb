"""Recognizes names of countries and nationalities, in Dutch and in English, and country codes.

The names of countries are those of the Unicode locale data. Nationalities, short names and former names are missing
there; ``countries.json`` has them.
"""

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from babel import Locale
from babel.core import get_global

from loket_routing.domain.decide.matching.folding import fold_term

_NO_COUNTRIES = frozenset(["EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"])
"""Codes in the locale data that are unions, or no territory."""
_ENDINGS = ("", "e", "n", "en", "s", "es")
_LONGEST_NAME = 8


@cache
def country_names() -> frozenset[str]:
    """Return every name and nationality with its regular endings, folded like texts."""
    return frozenset(fold_term(f"{name}{ending}") for name in _names() for ending in _ENDINGS)


@lru_cache(maxsize=16_384)
def names_a_country(words: str) -> bool:
    """Return whether ``words`` contain the name of a country or nationality as a whole word or phrase."""
    split = fold_term(words.replace("_", " ")).split()
    ends = range(1, len(split) + 1)
    phrases = (" ".join(split[start:end]) for end in ends for start in range(max(0, end - _LONGEST_NAME), end))
    return not country_names().isdisjoint(phrases)


def is_country_name(words: str) -> bool:
    """Return whether ``words`` are the name of a country or nationality, and nothing else."""
    return fold_term(words.replace("_", " ")) in country_names()


def stands_in_a_name(part: str, *, first: bool, last: bool) -> bool:
    """Return whether ``part`` occurs in a name of a country or nationality: ``first``, ``last``, or anywhere in it."""
    core = fold_term(part)
    if first:
        return _has_prefix(_forwards(), core)
    return _has_prefix(_backwards(), core[::-1]) if last else core in _in_a_row()


def is_country_code(code: str) -> bool:
    """Return whether ``code`` is a country code of two or three letters (ISO 3166-1), in any case."""
    return code.upper() in _codes()


def _has_prefix(names: tuple[str, ...], prefix: str) -> bool:
    place = bisect_left(names, prefix)
    return place < len(names) and names[place].startswith(prefix)


@cache
def _forwards() -> tuple[str, ...]:
    return tuple(sorted(country_names()))


@cache
def _backwards() -> tuple[str, ...]:
    return tuple(sorted(name[::-1] for name in country_names()))


@cache
def _in_a_row() -> str:
    return "\n".join(country_names())


def _names() -> Iterator[str]:
    for language in ("nl", "en"):
        territories = Locale(language).territories
        for code in _territories():
            yield from territories[code].removesuffix(")").split(" (")
    data: Mapping[str, list[str]] = json.loads(files(__package__).joinpath("countries.json").read_bytes())
    yield from (name for names in data.values() for name in names)


@cache
def _territories() -> frozenset[str]:
    codes = (code for code, _ in Locale("en").territories.items() if len(code) == 2 and code.isalpha())
    return frozenset(codes) - _NO_COUNTRIES


@cache
def _codes() -> frozenset[str]:
    aliases: Mapping[str, list[str]] = get_global("territory_aliases")
    threes = (code for code in aliases if len(code) == 3 and code.isalpha())
    return _territories().union(code for code in threes if _territories().intersection(aliases[code]))
