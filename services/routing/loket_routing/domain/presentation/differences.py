"""Compares named parts of a rule set: what was added, removed, changed or reordered, in sentences."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Generic, Literal, TypeVar

from babel.dates import format_date

from loket_routing.domain.bilingual import concatenate, fill, format_share, plain
from loket_routing.domain.presentation.label_lookup import LabelLookup, country_names_in_order
from loket_routing.domain.rule_set.regimes import Territory
from loket_shared.contracts.texts import BilingualText

DifferenceKind = Literal["added", "removed", "changed"]

_ADDED = BilingualText(nl="{subject} is nieuw. {details}", en="{subject} is new. {details}")
_REMOVED = BilingualText(nl="{subject} vervalt. {details}", en="{subject} is removed. {details}")
_CHANGED = BilingualText(
    nl="{subject}, {label}. Was: {before}. Wordt: {after}.", en="{subject}, {label}. Was: {before}. Becomes: {after}."
)
_NO_DETAILS = BilingualText(nl="", en="")
_ORDER = BilingualText(nl="volgorde", en="order")


@dataclass(frozen=True)
class Difference:
    """One difference: its place (``rule 3-plain``) and a sentence."""

    kind: DifferenceKind
    place: str
    text: BilingualText


def added(place: str, subject: BilingualText, details: BilingualText = _NO_DETAILS) -> Difference:
    """Return that ``subject`` is new, with sentences about it in ``details``."""
    return Difference("added", place, _trimmed(fill(_ADDED, subject=subject, details=details)))


def removed(place: str, subject: BilingualText, details: BilingualText = _NO_DETAILS) -> Difference:
    """Return that ``subject`` is removed, with sentences about it in ``details``."""
    return Difference("removed", place, _trimmed(fill(_REMOVED, subject=subject, details=details)))


def changed(
    place: str, subject: BilingualText, label: BilingualText, before: BilingualText, after: BilingualText
) -> Difference:
    """Return that a field of ``subject`` changed."""
    said = fill(
        _CHANGED, subject=subject, label=label, before=without_full_stop(before), after=without_full_stop(after)
    )
    return Difference("changed", place, said)


def reordered(place: str, subject: BilingualText, before: Iterable[str], after: Iterable[str]) -> Iterator[Difference]:
    """Yield that the names on both sides are in another order, if they are."""
    old, new = dict.fromkeys(before), dict.fromkeys(after)
    was, becomes = [each for each in old if each in new], [each for each in new if each in old]
    if was != becomes:
        yield changed(
            place, subject, _ORDER, concatenate(map(plain, was), ", "), concatenate(map(plain, becomes), ", ")
        )


def without_full_stop(text: BilingualText) -> BilingualText:
    """Return ``text`` without its full stop."""
    return BilingualText(nl=text.nl.removesuffix("."), en=text.en.removesuffix("."))


def _trimmed(text: BilingualText) -> BilingualText:
    return BilingualText(nl=text.nl.rstrip(), en=text.en.rstrip())


PartT = TypeVar("PartT")
DescribeValue = Callable[[Any, LabelLookup], BilingualText]

_NOTHING = BilingualText(nl="niets", en="nothing")


@dataclass(frozen=True)
class DiffField:
    """A field of a part of a rule set, with its label and how its value is described."""

    field: str
    label: BilingualText
    say: DescribeValue

    def describe(self, part: object, names: LabelLookup) -> BilingualText:
        """Describe the field of ``part``."""
        value = self.value(part)
        return _NOTHING if value is None else self.say(value, names)

    def value(self, part: object) -> Any:
        """Return the value of the field of ``part``."""
        return attrgetter(self.field)(part)


@dataclass(frozen=True)
class DiffSubject(Generic[PartT]):
    """A kind of part: its name in a place (``rule``) and in a sentence, its key field and the fields to compare."""

    place: str
    subject: BilingualText
    key: str
    fields: tuple[DiffField, ...]

    def name(self, part: PartT) -> str:
        """Return the key of ``part``."""
        return str(getattr(part, self.key))

    def place_of(self, part: PartT) -> str:
        """Return the place of ``part``: ``rule 3-plain``."""
        return f"{self.place} {self.name(part)}"

    def subject_of(self, part: PartT) -> BilingualText:
        """Return ``part`` as the beginning of a sentence."""
        return fill(self.subject, name=plain(self.name(part)))


def field_differences(
    place: str,
    subject: BilingualText,
    fields: Iterable[DiffField],
    before: object,
    after: object,
    names: tuple[LabelLookup, LabelLookup],
) -> Iterator[Difference]:
    """Yield the fields that differ, each value described in the names of its own version."""
    for field in fields:
        if field.value(before) != field.value(after):
            old, new = field.describe(before, names[0]), field.describe(after, names[1])
            yield changed(place, subject, field.label, old, new)


def part_differences(
    kind: DiffSubject[PartT], before: Iterable[PartT], after: Iterable[PartT], names: tuple[LabelLookup, LabelLookup]
) -> Iterator[Difference]:
    """Yield the parts that were added or removed, and the fields that differ of the others."""
    old, new = ({kind.name(part): part for part in parts} for parts in (before, after))
    yield from (
        removed(kind.place_of(old[name]), kind.subject_of(old[name]), _whole(kind, old[name], names[0]))
        for name in old
        if name not in new
    )
    for name, part in new.items():
        place, subject = kind.place_of(part), kind.subject_of(part)
        if name in old:
            yield from field_differences(place, subject, kind.fields, old[name], part, names)
        else:
            yield added(place, subject, _whole(kind, part, names[1]))


def order_differences(
    place: str, subject: BilingualText, kind: DiffSubject[PartT], before: Iterable[PartT], after: Iterable[PartT]
) -> Iterator[Difference]:
    """Yield that the parts on both sides are in another order, if they are."""
    return reordered(place, subject, map(kind.name, before), map(kind.name, after))


def _whole(kind: DiffSubject[PartT], part: PartT, names: LabelLookup) -> BilingualText:
    details = (field for field in kind.fields if field.value(part) is not None)
    return concatenate((_labelled(field, part, names) for field in details), " ")


def _labelled(field: DiffField, part: object, names: LabelLookup) -> BilingualText:
    label, details = field.label, without_full_stop(field.describe(part, names))
    return BilingualText(nl=f"{_capital(label.nl)}: {details.nl}.", en=f"{_capital(label.en)}: {details.en}.")


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


_YES, _NO = BilingualText(nl="ja", en="yes"), BilingualText(nl="nee", en="no")
_OUTSIDE = BilingualText(nl="alle landen behalve {countries}", en="all countries but {countries}")


def as_text(value: BilingualText, _: LabelLookup) -> BilingualText:
    """Return a text as it stands."""
    return value


def as_word(value: object, _: LabelLookup) -> BilingualText:
    """Return a value that reads the same in both languages."""
    return plain(str(value))


def as_words(values: Sequence[object], _: LabelLookup) -> BilingualText:
    """Return values that read the same in both languages."""
    return plain(", ".join(map(str, values)))


def as_yes_or_no(value: bool, _: LabelLookup) -> BilingualText:
    """Return yes or no."""
    return _YES if value else _NO


def as_day(value: date, _: LabelLookup) -> BilingualText:
    """Return a day in full: 1 maart 2026."""
    return BilingualText(
        nl=format_date(value, "d MMMM y", locale="nl_NL"), en=format_date(value, "d MMMM y", locale="en_GB")
    )


def as_share(value: float, _: LabelLookup) -> BilingualText:
    """Return a number between 0 and 1."""
    nl, en = format_share(value)
    return BilingualText(nl=nl, en=en)


def as_shares(values: Sequence[float], names: LabelLookup) -> BilingualText:
    """Return several numbers between 0 and 1."""
    return concatenate((as_share(value, names) for value in values), " - ")


def as_countries(value: Territory, _: LabelLookup) -> BilingualText:
    """Return the countries of a regime by name."""
    if value.listed:
        return country_names_in_order(value.listed)
    return fill(_OUTSIDE, countries=country_names_in_order(value.outside))
