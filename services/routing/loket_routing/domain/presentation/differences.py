"""Compares named parts of a rule set: what was added, removed, changed or reordered, in sentences."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Generic, Literal, TypeVar

from babel.dates import format_date

from loket_routing.domain.deciding.confidence import spoken
from loket_routing.domain.presentation.bilingual import concatenate, fill, plain
from loket_routing.domain.presentation.label_lookup import LabelLookup, country_names_in_order
from loket_routing.domain.rule_set.regimes import Territory
from loket_shared.contracts.texts import Text

DifferenceKind = Literal["added", "removed", "changed"]

_ADDED = Text(nl="{subject} is nieuw. {told}", en="{subject} is new. {told}")
_REMOVED = Text(nl="{subject} vervalt. {told}", en="{subject} is removed. {told}")
_CHANGED = Text(
    nl="{subject}, {label}. Was: {before}. Wordt: {after}.", en="{subject}, {label}. Was: {before}. Becomes: {after}."
)
_NOTHING_TOLD = Text(nl="", en="")
_ORDER = Text(nl="volgorde", en="order")


@dataclass(frozen=True)
class Difference:
    """What changed, where (``rule 3-plain``), and in a sentence."""

    kind: DifferenceKind
    place: str
    text: Text


def added(place: str, subject: Text, told: Text = _NOTHING_TOLD) -> Difference:
    """Say that something came, and what is ``told`` of it in sentences."""
    return Difference("added", place, _trimmed(fill(_ADDED, subject=subject, told=told)))


def removed(place: str, subject: Text, told: Text = _NOTHING_TOLD) -> Difference:
    """Say that something went, and what was ``told`` of it in sentences."""
    return Difference("removed", place, _trimmed(fill(_REMOVED, subject=subject, told=told)))


def changed(place: str, subject: Text, label: Text, before: Text, after: Text) -> Difference:
    """Say what was told of one field of something, and what is told of it now."""
    said = fill(
        _CHANGED, subject=subject, label=label, before=without_full_stop(before), after=without_full_stop(after)
    )
    return Difference("changed", place, said)


def reordered(place: str, subject: Text, before: Iterable[str], after: Iterable[str]) -> Iterator[Difference]:
    """Say that what stands on both sides stands in another order, if it does."""
    old, new = dict.fromkeys(before), dict.fromkeys(after)
    was, becomes = [each for each in old if each in new], [each for each in new if each in old]
    if was != becomes:
        yield changed(
            place, subject, _ORDER, concatenate(map(plain, was), ", "), concatenate(map(plain, becomes), ", ")
        )


def without_full_stop(text: Text) -> Text:
    """Return ``text`` without its full stop, to be part of a sentence."""
    return Text(nl=text.nl.removesuffix("."), en=text.en.removesuffix("."))


def _trimmed(text: Text) -> Text:
    return Text(nl=text.nl.rstrip(), en=text.en.rstrip())


PartT = TypeVar("PartT")
DescribeValue = Callable[[Any, LabelLookup], Text]

_NOTHING = Text(nl="niets", en="nothing")


@dataclass(frozen=True)
class DiffField:
    """What is told of one field of a part."""

    field: str
    label: Text
    say: DescribeValue

    def told(self, part: object, names: LabelLookup) -> Text:
        """Return the field of ``part`` in words."""
        value = self.value(part)
        return _NOTHING if value is None else self.say(value, names)

    def value(self, part: object) -> Any:
        """Return the field of ``part``."""
        return attrgetter(self.field)(part)


@dataclass(frozen=True)
class DiffSubject(Generic[PartT]):
    """A kind of part: what it is called by in a place (``rule``) and in words, by which field, and its fields."""

    place: str
    subject: Text
    key: str
    fields: tuple[DiffField, ...]

    def name(self, part: PartT) -> str:
        """Return what tells ``part`` from others of its kind."""
        return str(getattr(part, self.key))

    def place_of(self, part: PartT) -> str:
        """Return where ``part`` stands in the rule set: ``rule 3-plain``."""
        return f"{self.place} {self.name(part)}"

    def subject_of(self, part: PartT) -> Text:
        """Return ``part`` as the beginning of a sentence."""
        return fill(self.subject, name=plain(self.name(part)))


def field_differences(
    place: str,
    subject: Text,
    fields: Iterable[DiffField],
    before: object,
    after: object,
    names: tuple[LabelLookup, LabelLookup],
) -> Iterator[Difference]:
    """Yield what is told otherwise of ``after`` than of ``before``; each is told in the names of its own version."""
    for field in fields:
        if field.value(before) != field.value(after):
            old, new = field.told(before, names[0]), field.told(after, names[1])
            yield changed(place, subject, field.label, old, new)


def part_differences(
    kind: DiffSubject[PartT], before: Iterable[PartT], after: Iterable[PartT], names: tuple[LabelLookup, LabelLookup]
) -> Iterator[Difference]:
    """Yield which parts came and went, and what is told otherwise of those on both sides."""
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
    place: str, subject: Text, kind: DiffSubject[PartT], before: Iterable[PartT], after: Iterable[PartT]
) -> Iterator[Difference]:
    """Yield whether parts on both sides stand in another order."""
    return reordered(place, subject, map(kind.name, before), map(kind.name, after))


def _whole(kind: DiffSubject[PartT], part: PartT, names: LabelLookup) -> Text:
    told = (field for field in kind.fields if field.value(part) is not None)
    return concatenate((_labelled(field, part, names) for field in told), " ")


def _labelled(field: DiffField, part: object, names: LabelLookup) -> Text:
    label, told = field.label, without_full_stop(field.told(part, names))
    return Text(nl=f"{_capital(label.nl)}: {told.nl}.", en=f"{_capital(label.en)}: {told.en}.")


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


_YES, _NO = Text(nl="ja", en="yes"), Text(nl="nee", en="no")
_OUTSIDE = Text(nl="alle landen behalve {countries}", en="all countries but {countries}")


def as_text(value: Text, _: LabelLookup) -> Text:
    """Return a text as it stands."""
    return value


def as_word(value: object, _: LabelLookup) -> Text:
    """Return what reads the same in both languages."""
    return plain(str(value))


def as_words(values: Sequence[object], _: LabelLookup) -> Text:
    """Return several of what reads the same in both languages."""
    return plain(", ".join(map(str, values)))


def as_yes_or_no(value: bool, _: LabelLookup) -> Text:
    """Return yes or no."""
    return _YES if value else _NO


def as_day(value: date, _: LabelLookup) -> Text:
    """Return a day in full: 1 maart 2026."""
    return Text(nl=format_date(value, "d MMMM y", locale="nl_NL"), en=format_date(value, "d MMMM y", locale="en_GB"))


def as_share(value: float, _: LabelLookup) -> Text:
    """Return a number between 0 and 1."""
    nl, en = spoken(value)
    return Text(nl=nl, en=en)


def as_shares(values: Sequence[float], names: LabelLookup) -> Text:
    """Return several numbers between 0 and 1."""
    return concatenate((as_share(value, names) for value in values), " - ")


def as_countries(value: Territory, _: LabelLookup) -> Text:
    """Return the countries of a regime by name."""
    if value.listed:
        return country_names_in_order(value.listed)
    return fill(_OUTSIDE, countries=country_names_in_order(value.outside))
