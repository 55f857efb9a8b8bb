"""One difference between two versions, and how it is said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from loket_routing.domain.wording.texts import filled, in_a_row, plain
from loket_shared.contracts.texts import BilingualText

DifferenceKind = Literal["added", "removed", "changed"]

_ADDED = BilingualText(nl="{subject} is nieuw. {told}", en="{subject} is new. {told}")
_REMOVED = BilingualText(nl="{subject} vervalt. {told}", en="{subject} is removed. {told}")
_CHANGED = BilingualText(
    nl="{subject}, {label}. Was: {before}. Wordt: {after}.", en="{subject}, {label}. Was: {before}. Becomes: {after}."
)
_NOTHING_TOLD = BilingualText(nl="", en="")
_ORDER = BilingualText(nl="volgorde", en="order")


@dataclass(frozen=True)
class Difference:
    """What changed, where (``rule 3-plain``), and in a sentence."""

    kind: DifferenceKind
    place: str
    text: BilingualText


def added(place: str, subject: BilingualText, told: BilingualText = _NOTHING_TOLD) -> Difference:
    """Say that something came, and what is ``told`` of it in sentences."""
    return Difference("added", place, _trimmed(filled(_ADDED, subject=subject, told=told)))


def removed(place: str, subject: BilingualText, told: BilingualText = _NOTHING_TOLD) -> Difference:
    """Say that something went, and what was ``told`` of it in sentences."""
    return Difference("removed", place, _trimmed(filled(_REMOVED, subject=subject, told=told)))


def changed(
    place: str, subject: BilingualText, label: BilingualText, before: BilingualText, after: BilingualText
) -> Difference:
    """Say what was told of one aspect of something, and what is told of it now."""
    said = filled(_CHANGED, subject=subject, label=label, before=unended(before), after=unended(after))
    return Difference("changed", place, said)


def reordered(place: str, subject: BilingualText, before: Iterable[str], after: Iterable[str]) -> Iterator[Difference]:
    """Say that what stands on both sides stands in another order, if it does."""
    old, new = dict.fromkeys(before), dict.fromkeys(after)
    was, becomes = [each for each in old if each in new], [each for each in new if each in old]
    if was != becomes:
        yield changed(place, subject, _ORDER, in_a_row(map(plain, was), ", "), in_a_row(map(plain, becomes), ", "))


def unended(text: BilingualText) -> BilingualText:
    """Return ``text`` without its full stop, to be part of a sentence."""
    return BilingualText(nl=text.nl.removesuffix("."), en=text.en.removesuffix("."))


def _trimmed(text: BilingualText) -> BilingualText:
    return BilingualText(nl=text.nl.rstrip(), en=text.en.rstrip())
