"""Compares named parts of a rule set: what was added, removed, changed or reordered, in sentences."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Generic, Literal, TypeVar

from babel.dates import format_date

from loket_routing.domain.deciding.confidence import spoken
from loket_routing.domain.presentation.bilingual import filled, in_a_row, plain
from loket_routing.domain.presentation.labels import Names, countries_in_words
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
    return Difference("added", place, _trimmed(filled(_ADDED, subject=subject, told=told)))


def removed(place: str, subject: Text, told: Text = _NOTHING_TOLD) -> Difference:
    """Say that something went, and what was ``told`` of it in sentences."""
    return Difference("removed", place, _trimmed(filled(_REMOVED, subject=subject, told=told)))


def changed(place: str, subject: Text, label: Text, before: Text, after: Text) -> Difference:
    """Say what was told of one aspect of something, and what is told of it now."""
    said = filled(_CHANGED, subject=subject, label=label, before=unended(before), after=unended(after))
    return Difference("changed", place, said)


def reordered(place: str, subject: Text, before: Iterable[str], after: Iterable[str]) -> Iterator[Difference]:
    """Say that what stands on both sides stands in another order, if it does."""
    old, new = dict.fromkeys(before), dict.fromkeys(after)
    was, becomes = [each for each in old if each in new], [each for each in new if each in old]
    if was != becomes:
        yield changed(place, subject, _ORDER, in_a_row(map(plain, was), ", "), in_a_row(map(plain, becomes), ", "))


def unended(text: Text) -> Text:
    """Return ``text`` without its full stop, to be part of a sentence."""
    return Text(nl=text.nl.removesuffix("."), en=text.en.removesuffix("."))


def _trimmed(text: Text) -> Text:
    return Text(nl=text.nl.rstrip(), en=text.en.rstrip())


PartT = TypeVar("PartT")
Say = Callable[[Any, Names], Text]

_NOTHING = Text(nl="niets", en="nothing")


@dataclass(frozen=True)
class Aspect:
    """What is told of one field of a part."""

    field: str
    label: Text
    say: Say

    def told(self, part: object, names: Names) -> Text:
        """Return the field of ``part`` in words."""
        value = self.value(part)
        return _NOTHING if value is None else self.say(value, names)

    def value(self, part: object) -> Any:
        """Return the field of ``part``."""
        return attrgetter(self.field)(part)


@dataclass(frozen=True)
class Kind(Generic[PartT]):
    """A kind of part: what it is called by in a place (``rule``) and in words, by which field, and its aspects."""

    place: str
    subject: Text
    key: str
    aspects: tuple[Aspect, ...]

    def name(self, part: PartT) -> str:
        """Return what tells ``part`` from others of its kind."""
        return str(getattr(part, self.key))

    def place_of(self, part: PartT) -> str:
        """Return where ``part`` stands in the rule set: ``rule 3-plain``."""
        return f"{self.place} {self.name(part)}"

    def subject_of(self, part: PartT) -> Text:
        """Return ``part`` as the beginning of a sentence."""
        return filled(self.subject, name=plain(self.name(part)))


def aspect_differences(
    place: str, subject: Text, aspects: Iterable[Aspect], before: object, after: object, names: tuple[Names, Names]
) -> Iterator[Difference]:
    """Yield what is told otherwise of ``after`` than of ``before``; each is told in the names of its own version."""
    for aspect in aspects:
        if aspect.value(before) != aspect.value(after):
            old, new = aspect.told(before, names[0]), aspect.told(after, names[1])
            yield changed(place, subject, aspect.label, old, new)


def part_differences(
    kind: Kind[PartT], before: Iterable[PartT], after: Iterable[PartT], names: tuple[Names, Names]
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
            yield from aspect_differences(place, subject, kind.aspects, old[name], part, names)
        else:
            yield added(place, subject, _whole(kind, part, names[1]))


def order_differences(
    place: str, subject: Text, kind: Kind[PartT], before: Iterable[PartT], after: Iterable[PartT]
) -> Iterator[Difference]:
    """Yield whether parts on both sides stand in another order."""
    return reordered(place, subject, map(kind.name, before), map(kind.name, after))


def _whole(kind: Kind[PartT], part: PartT, names: Names) -> Text:
    told = (aspect for aspect in kind.aspects if aspect.value(part) is not None)
    return in_a_row((_labelled(aspect, part, names) for aspect in told), " ")


def _labelled(aspect: Aspect, part: object, names: Names) -> Text:
    label, told = aspect.label, unended(aspect.told(part, names))
    return Text(nl=f"{_capital(label.nl)}: {told.nl}.", en=f"{_capital(label.en)}: {told.en}.")


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


_YES, _NO = Text(nl="ja", en="yes"), Text(nl="nee", en="no")
_OUTSIDE = Text(nl="alle landen behalve {countries}", en="all countries but {countries}")


def as_text(value: Text, _: Names) -> Text:
    """Return a text as it stands."""
    return value


def as_word(value: object, _: Names) -> Text:
    """Return what reads the same in both languages."""
    return plain(str(value))


def as_words(values: Sequence[object], _: Names) -> Text:
    """Return several of what reads the same in both languages."""
    return plain(", ".join(map(str, values)))


def as_yes_or_no(value: bool, _: Names) -> Text:
    """Return yes or no."""
    return _YES if value else _NO


def as_day(value: date, _: Names) -> Text:
    """Return a day in full: 1 maart 2026."""
    return Text(nl=format_date(value, "d MMMM y", locale="nl_NL"), en=format_date(value, "d MMMM y", locale="en_GB"))


def as_share(value: float, _: Names) -> Text:
    """Return a number between 0 and 1."""
    nl, en = spoken(value)
    return Text(nl=nl, en=en)


def as_shares(values: Sequence[float], names: Names) -> Text:
    """Return several numbers between 0 and 1."""
    return in_a_row((as_share(value, names) for value in values), " - ")


def as_countries(value: Territory, _: Names) -> Text:
    """Return the countries of a regime by name."""
    if value.listed:
        return countries_in_words(value.listed)
    return filled(_OUTSIDE, countries=countries_in_words(value.outside))
