"""Differences between signals and between legal regimes."""

from collections.abc import Iterator

from loket_routing.domain.rule_sets.regimes import Regime
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.domain.rule_sets.signals import Signal
from loket_routing.domain.wording.conditions import condition_in_words
from loket_routing.domain.wording.differences import saying
from loket_routing.domain.wording.differences.difference import Difference
from loket_routing.domain.wording.differences.parts import Aspect, Kind, order_differences, part_differences
from loket_routing.domain.wording.differences.rules import CONDITION
from loket_routing.domain.wording.names import Names
from loket_shared.contracts.texts import BilingualText

_NAME = BilingualText(nl="naam", en="name")

SIGNAL = Kind[Signal](
    place="signal",
    subject=BilingualText(nl="Signaal {name}", en="Signal {name}"),
    key="code",
    aspects=(
        Aspect("name", _NAME, saying.text),
        Aspect("when", CONDITION, condition_in_words),
        Aspect(
            "discreet",
            BilingualText(nl="dient alleen om tussen diensten te kiezen", en="serves only to choose between services"),
            saying.truth,
        ),
    ),
)
REGIME = Kind[Regime](
    place="regime",
    subject=BilingualText(nl="Wettelijk regime {name}", en="Legal regime {name}"),
    key="code",
    aspects=(
        Aspect("name", _NAME, saying.text),
        Aspect("source", BilingualText(nl="wettelijke bron", en="legal source"), saying.word),
        Aspect("valid_from", BilingualText(nl="geldt van", en="valid from"), saying.day),
        Aspect("valid_until", BilingualText(nl="geldt tot en met", en="valid until"), saying.day),
        Aspect("territory", BilingualText(nl="landen", en="countries"), saying.territory),
        Aspect("covers", BilingualText(nl="geldt waar", en="covers where"), condition_in_words),
        Aspect("note", BilingualText(nl="aantekening", en="note"), saying.text),
        Aspect("confirmed_by", BilingualText(nl="bevestigd door", en="confirmed by"), saying.word),
    ),
)
_SIGNALS = BilingualText(nl="Signalen", en="Signals")
_REGIMES = BilingualText(nl="Wettelijke regimes", en="Legal regimes")


def signal_differences(before: RuleSet, after: RuleSet, names: tuple[Names, Names]) -> Iterator[Difference]:
    """Yield what is different in signals; they are given in the order in which they stand."""
    yield from part_differences(SIGNAL, before.signals, after.signals, names)
    yield from order_differences("signals", _SIGNALS, SIGNAL, before.signals, after.signals)


def regime_differences(before: RuleSet, after: RuleSet, names: tuple[Names, Names]) -> Iterator[Difference]:
    """Yield what is different in legal regimes: dates, countries by name, and what they cover."""
    yield from part_differences(REGIME, before.regimes, after.regimes, names)
    yield from order_differences("regimes", _REGIMES, REGIME, before.regimes, after.regimes)
