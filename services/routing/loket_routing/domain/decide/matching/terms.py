"""The terms to look for, in plain values: the notation of a term, and the lists that reading a text needs.

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
from enum import StrEnum, auto
from typing import NamedTuple

from loket_routing.domain.decide.matching.folding import fold_term

Terms = tuple[str, ...]


class Role(StrEnum):
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


class TermList(NamedTuple):
    """The terms of a category in one role, in Dutch and in English."""

    category: str
    role: Role
    nl: Terms
    en: Terms


class Vocabulary(NamedTuple):
    """The part of a lexicon that reading a text needs, in plain values, so that a process that reads needs no models.

    ``determiner_only``: the categories that only a determiner denies. ``doubting``: those of which a term that is
    nearly there is a doubt.
    """

    heads: Terms
    determiner_only: Terms
    doubting: Terms
    lists: tuple[TermList, ...]
