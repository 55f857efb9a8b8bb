"""Comparing parts of a rule set that have a name: which came, which went, and what is told of those that stayed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic, TypeVar

from loket_routing.domain.wording.differences.difference import Difference, added, changed, removed, reordered, unended
from loket_routing.domain.wording.names import Names
from loket_routing.domain.wording.texts import filled, in_a_row, plain
from loket_shared.contracts.texts import BilingualText

PartT = TypeVar("PartT")
Say = Callable[[Any, Names], BilingualText]

_NOTHING = BilingualText(nl="niets", en="nothing")


@dataclass(frozen=True)
class Aspect:
    """What is told of one field of a part."""

    field: str
    label: BilingualText
    say: Say

    def told(self, part: object, names: Names) -> BilingualText:
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
    subject: BilingualText
    key: str
    aspects: tuple[Aspect, ...]

    def name(self, part: PartT) -> str:
        """Return what tells ``part`` from others of its kind."""
        return str(getattr(part, self.key))

    def place_of(self, part: PartT) -> str:
        """Return where ``part`` stands in the rule set: ``rule 3-plain``."""
        return f"{self.place} {self.name(part)}"

    def subject_of(self, part: PartT) -> BilingualText:
        """Return ``part`` as the beginning of a sentence."""
        return filled(self.subject, name=plain(self.name(part)))


def aspect_differences(
    place: str,
    subject: BilingualText,
    aspects: Iterable[Aspect],
    before: object,
    after: object,
    names: tuple[Names, Names],
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
    place: str, subject: BilingualText, kind: Kind[PartT], before: Iterable[PartT], after: Iterable[PartT]
) -> Iterator[Difference]:
    """Yield whether parts on both sides stand in another order."""
    return reordered(place, subject, map(kind.name, before), map(kind.name, after))


def _whole(kind: Kind[PartT], part: PartT, names: Names) -> BilingualText:
    told = (aspect for aspect in kind.aspects if aspect.value(part) is not None)
    return in_a_row((_labelled(aspect, part, names) for aspect in told), " ")


def _labelled(aspect: Aspect, part: object, names: Names) -> BilingualText:
    label, told = aspect.label, unended(aspect.told(part, names))
    return BilingualText(nl=f"{_capital(label.nl)}: {told.nl}.", en=f"{_capital(label.en)}: {told.en}.")


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
