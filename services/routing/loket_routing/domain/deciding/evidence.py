"""What routing knows of one version of a question: codes and the places of words, never text or a name.

It is what a decision is computed from, and computed again from: the same evidence under the same rule
set gives the same decision, years later, also when the text is read by another lexicon by then.
"""

from collections.abc import Iterator
from typing import Self

from loket_routing.domain.deciding.asked import Asked
from loket_routing.domain.deciding.question import Passage, Question
from loket_routing.domain.text.lexicon import Lexicon
from loket_routing.domain.text.mentions import Finder, Mention
from loket_shared.contracts.model import WireModel


class Found(WireModel):
    """A word of ``category`` at ``start:end`` of the passage ``place`` (end exclusive), found by ``term``."""

    place: str
    start: int
    end: int
    category: str
    term: str
    denied: bool = False

    @classmethod
    def of(cls, place: str, mention: Mention) -> Self:
        """Return ``mention`` with the passage that it stands in."""
        return cls(
            place=place,
            start=mention.start,
            end=mention.end,
            category=mention.category,
            term=mention.term,
            denied=mention.denied,
        )

    @property
    def source(self) -> str:
        """Where it was found, and by which term: ``description[36:46]: hypersonic*``."""
        return f"{self.place}[{self.start}:{self.end}]: {self.term}"


class Evidence(Asked):
    """The codes of the form and the words that the lexicon ``lexicon`` (its digest) found in the texts."""

    found: tuple[Found, ...]
    lexicon: str


def read_question(question: Question, lexicon: Lexicon, finder: Finder) -> Evidence:
    """Return what is known of ``question``, its texts read by ``lexicon``, which ``finder`` is compiled from."""
    codes = {name: getattr(question, name) for name in Asked.model_fields}
    found = tuple(found for passage in question.passages for found in _found(passage, finder))
    return Evidence(**codes, found=found, lexicon=lexicon.digest)


def _found(passage: Passage, finder: Finder) -> Iterator[Found]:
    return (Found.of(passage.place, mention) for mention in finder.find(passage.text))
