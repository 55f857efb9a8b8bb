"""A condition as a sentence, without a capital and a full stop."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loket_routing.domain.facts import ANY
from loket_routing.domain.naming import OR, listed
from loket_routing.domain.rule_sets.conditions import Condition
from loket_routing.domain.wording.names import Names
from loket_routing.domain.wording.phrases import ANY_REGIME, PHRASES, SOON, Phrase
from loket_routing.domain.wording.texts import filled, in_a_row, plain, quoted
from loket_shared.contracts.texts import BilingualText

_ALL = BilingualText(nl=", en ", en=", and ")
_ANY = BilingualText(nl=", of ", en=", or ")
_UNQUOTED = frozenset({"kind", "language"})


@dataclass(frozen=True)
class _Said:
    """A condition in words; ``link`` stands between its parts, where it has several."""

    words: BilingualText
    link: BilingualText | None = None


def condition_in_words(condition: Condition, names: Names) -> BilingualText:
    """Say when ``condition`` holds; what is denied is said as a denial, so that no 'not' stands before brackets."""
    return _say(condition, names, holds=True).words


def both_in_words(first: Condition, second: Condition | None, names: Names) -> BilingualText:
    """Say when both conditions hold; what the second says more narrowly of the same kind is said once."""
    parts = (*_conjuncts(first), *(_conjuncts(second) if second else ()))
    return _join([_say(part, names, holds=True) for part in parts if not _implied(part, parts)], _ALL).words


def _conjuncts(condition: Condition) -> tuple[Condition, ...]:
    return tuple(part for each in condition.all_ for part in _conjuncts(each)) if condition.all_ else (condition,)


def _implied(part: Condition, others: Iterable[Condition]) -> bool:
    """Say whether another leaf of the same kind has fewer of the same codes, and so says more."""
    if part.leaf is None:
        return False
    kind, codes = part.leaf
    return any(each.leaf and each.leaf[0] == kind and {*each.leaf[1]} < {*codes} for each in others)


def _say(condition: Condition, names: Names, *, holds: bool) -> _Said:
    if condition.not_ is not None:
        return _say(condition.not_, names, holds=not holds)
    if not condition.parts:
        return _Said(_leaf(condition, names, holds=holds))
    # That not all hold is said as: one does not hold, or another doesn't; and the other way round.
    link = _ALL if bool(condition.all_) == holds else _ANY
    return _join([_say(part, names, holds=holds) for part in condition.parts], link)


def _join(said: Sequence[_Said], link: BilingualText) -> _Said:
    return said[0] if len(said) == 1 else _Said(in_a_row((_bracketed(each, link) for each in said), link), link)


def _bracketed(said: _Said, around: BilingualText) -> BilingualText:
    return (
        said.words if said.link in (None, around) else BilingualText(nl=f"({said.words.nl})", en=f"({said.words.en})")
    )


def _leaf(condition: Condition, names: Names, *, holds: bool) -> BilingualText:
    phrase, codes = _phrase(condition, names)
    return filled(phrase.holds if holds else phrase.fails, codes=codes)


def _phrase(condition: Condition, names: Names) -> tuple[Phrase, BilingualText]:
    if condition.needed_within_days is not None:
        return SOON, _days(condition.needed_within_days)
    kind, codes = condition.leaf or ("", ())
    if kind == "legal-regime" and ANY in codes:
        return ANY_REGIME, plain("")
    called = (names.code(kind, code) for code in codes)
    return PHRASES[kind], listed(called if kind in _UNQUOTED else map(quoted, called), OR)


def _days(days: int) -> BilingualText:
    if days == 0:
        return BilingualText(nl="nog dezelfde dag", en="the same day")
    nl, en = ("dag", "day") if days == 1 else ("dagen", "days")
    return BilingualText(nl=f"binnen {days} {nl}", en=f"within {days} {en}")
