"""The lexicon as its owners keep it: categories of terms in Dutch and English, and the notation of a term.

========= =============================================================================
``drone``   the word with a regular ending: drone, drones
``=ai``     exactly this word, for abbreviations
``laser*``  every word that begins so
``*firm``   every word that ends so, with a regular ending
``chip+``   the word, or a compound of it with one of the general heads: chipontwerpen
``a-b``     a hyphen may be a hyphen, a space or nothing: start-up, start up, startup
========= =============================================================================
"""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from hashlib import sha256
from typing import Literal

from pydantic import Field, field_validator

from loket_routing.domain.decide.matching.folding import fold_term
from loket_routing.domain.rule_set.conditions import Condition
from loket_routing.domain.rule_set.faults import brief
from loket_routing.domain.rule_set.frozen_model import FrozenModel, refusal

Terms = tuple[str, ...]

READING = 5
"""The way of reading: it gets another number where the same lexicon finds other words, or judges them otherwise."""


class Role(Enum):
    """The role of a list of the lexicon."""

    TERM = auto()
    SEVERAL_MEANINGS = auto()
    HINT = auto()
    SUPPORT = auto()
    ELSEWHERE = auto()
    BESIDES = auto()


LOOKED_FOR = frozenset({Role.TERM, Role.SEVERAL_MEANINGS})
"""The lists whose terms count; the others only say how to take those."""


_REGULAR = frozenset({"", "e", "n", "en", "s", "es"})
# A part of a compound has at least this length: shorter ones are often just letters of another word.
_SHORTEST_FIRST, _SHORTEST_LAST, _SHORTEST_PART = 6, 7, 4
_DIMINUTIVE = re.compile("t?jes?$")
_MARKS = re.compile(r"^([=*]?)(.+?)([*+]?)$")


@dataclass(frozen=True)
class Term:
    """A term as its owner wrote it, ready to be compared with folded text."""

    written: str
    patterns: tuple[str, ...]
    anywhere: bool
    exact: bool
    open_end: bool
    compound: bool

    def fits(self, before: str, after: str, heads: "re.Pattern[str]") -> bool:
        """Return whether the term allows the rest of the word, left and right of the pattern."""
        if before and not self.anywhere:
            return False
        if self.exact:
            return not after
        return self.open_end or after in _REGULAR or (self.compound and heads.match(after) is not None)

    def may_be_part(self, before: str, after: str) -> bool:
        """Return whether a word that does not fit may be a compound of the term: encryptieapparatuur."""
        if self.exact or len(self.patterns[-1]) < (_SHORTEST_LAST if before else _SHORTEST_FIRST):
            return False
        long_enough = len(before) >= _SHORTEST_PART if before else len(after) >= _SHORTEST_PART
        return long_enough and _DIMINUTIVE.search(after) is None


def parse_term(written: str) -> Term:
    """Read a term in the notation that this module describes.

    Raises:
        ValueError: the term has only marks, or fewer than two characters to search.
    """
    marks = _MARKS.match(written.strip())
    core = fold_term(marks[2]) if marks else ""
    if marks is None or len(core) < 2:
        raise ValueError(f"the term '{written}' is too short to look for")
    joined = fold_term(marks[2].replace("-", ""))
    return Term(
        written=written,
        patterns=tuple(dict.fromkeys((core, joined))),
        anywhere=marks[1] == "*",
        exact=marks[1] == "=",
        open_end=marks[3] == "*",
        compound=marks[3] == "+",
    )


def compile_heads(heads: tuple[str, ...]) -> "re.Pattern[str]":
    """Compile the general heads of compounds, with the linking letters Dutch puts before them."""
    longest_first = sorted(map(fold_term, heads), key=len, reverse=True)
    return re.compile(rf"(?:s|e|en|n)?(?:{'|'.join(map(re.escape, longest_first))})") if heads else re.compile(r"(?!)")


class Concept(FrozenModel):
    """Terms for one thing, such as one field of technology."""

    nl: Terms = ()
    en: Terms = ()

    @field_validator("nl", "en")
    @classmethod
    def _readable(cls, terms: Terms) -> Terms:
        for term in terms:
            try:
                parse_term(term)
            except ValueError as error:
                raise refusal(
                    "short-term",
                    f"De term '{brief(term)}' is te kort om naar te zoeken.",
                    f"The term '{brief(term)}' is too short to look for.",
                ) from error
        return terms

    def terms(self) -> Terms:
        """Return the terms of both languages: an asker writes in one, and quotes in the other."""
        return self.nl + self.en


class Category(FrozenModel):
    """The meaning of one kind of word for the desk.

    ``denied_by``: "any" denial (not, niet, no, geen ...), or only a "determiner" (no, geen, zonder):
    who has "not yet signed with the company" still has a company. ``several_meanings``: terms that mean
    other things too, so that one of them needs support: another term of the category, a word of
    ``supported_by`` in the same text, or a form on which ``supported_on_form`` holds; without, a person
    confirms. ``hints``: words that never are enough: a person confirms where neither the form nor another word
    says as much. In a sentence with a word of ``elsewhere`` both mean the other thing. ``besides``: phrases that
    hold a term but mean something else. ``nearly``: whether a term that is nearly there, in a longer word or
    in other words, is a "doubt", or "nothing" where such a doubt would help nobody.
    """

    code: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    denied_by: Literal["any", "determiner"] = "any"
    nearly: Literal["doubt", "nothing"] = "doubt"
    concepts: dict[str, Concept]
    several_meanings: Concept = Concept()
    hints: Concept = Concept()
    supported_by: Concept = Concept()
    supported_on_form: Condition | None = None
    elsewhere: Concept = Concept()
    besides: Concept = Concept()

    @property
    def by_role(self) -> tuple[tuple[Role, Concept], ...]:
        """Every list of terms with its role, those of concepts first."""
        concepts = ((Role.TERM, concept) for concept in self.concepts.values())
        return (
            *concepts,
            (Role.SEVERAL_MEANINGS, self.several_meanings),
            (Role.HINT, self.hints),
            (Role.SUPPORT, self.supported_by),
            (Role.ELSEWHERE, self.elsewhere),
            (Role.BESIDES, self.besides),
        )

    @property
    def lists(self) -> tuple[Concept, ...]:
        """Every list of terms, those of concepts first."""
        return tuple(concept for _, concept in self.by_role)


class Lexicon(FrozenModel):
    """All categories, and the general heads that may follow a term in a compound."""

    heads: Terms
    categories: tuple[Category, ...]

    @cached_property
    def digest(self) -> str:
        """The identity of readings by this lexicon: SHA-256 of the way of reading and of the lexicon's JSON."""
        return sha256(f"{READING}{self.model_dump_json()}".encode()).hexdigest()
