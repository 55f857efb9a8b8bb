"""Every difference between two versions of a rule set."""

from collections.abc import Callable, Iterator
from datetime import date

from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.domain.wording.differences.choices import choice_differences
from loket_routing.domain.wording.differences.difference import Difference
from loket_routing.domain.wording.differences.lexicon import lexicon_differences
from loket_routing.domain.wording.differences.rules import line_differences
from loket_routing.domain.wording.differences.signals import regime_differences, signal_differences
from loket_routing.domain.wording.names import Names

_COMPARISONS: tuple[Callable[[RuleSet, RuleSet, tuple[Names, Names]], Iterator[Difference]], ...] = (
    line_differences,
    choice_differences,
    signal_differences,
    regime_differences,
    lexicon_differences,
)


def differences(before: RuleSet, after: RuleSet, on: date) -> tuple[Difference, ...]:
    """Return what is different in ``after``, rules first; empty where nothing but the version is.

    Departments are named as on the day ``on``, signals and regimes as each version names them.
    """
    names = Names.of(before, on), Names.of(after, on)
    return tuple(difference for compare in _COMPARISONS for difference in compare(before, after, names))
