"""Compiles the terms of a lexicon into an Aho-Corasick automaton."""

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

import ahocorasick

from loket_routing.domain.decide.matching.lexicon import Category, Concept, Lexicon
from loket_routing.domain.decide.matching.spelling import spellings
from loket_routing.domain.decide.matching.terms import Term, parse_term


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


class CompiledTerms(NamedTuple):
    """The automaton of all terms, the words that may be misspelt, and the terms that may be nearly there."""

    automaton: ahocorasick.Automaton
    misspelt: set[str]
    nearly: dict[tuple[str, Term], None]


def compile_terms(lexicon: Lexicon) -> CompiledTerms:
    """Compile the terms of ``lexicon``, each in all its spellings."""
    entries: dict[str, dict[tuple[str, Role, Term], None]] = {}
    misspelt: set[str] = set()
    nearly: dict[tuple[str, Term], None] = {}
    for category in lexicon.categories:
        for role, concept in _roles(category):
            for language, written in (("nl", concept.nl), ("en", concept.en)):
                for term in map(parse_term, written):
                    patterns = {each for pattern in term.patterns for each in spellings(pattern, language)}
                    for pattern in patterns:
                        entries.setdefault(pattern, {})[category.code, role, term] = None
                    if role in LOOKED_FOR and not term.exact:
                        if category.nearly == "doubt":
                            nearly[category.code, term] = None
                        misspelt.update(term.patterns if language == "en" else term.patterns[-1:])
    automaton = ahocorasick.Automaton()
    for pattern, found in entries.items():
        automaton.add_word(pattern, (len(pattern), tuple(found)))
    automaton.make_automaton()
    return CompiledTerms(automaton, misspelt, nearly)


def _roles(category: Category) -> Iterator[tuple[Role, Concept]]:
    yield from ((Role.TERM, concept) for concept in category.concepts.values())
    yield Role.SEVERAL_MEANINGS, category.several_meanings
    yield Role.HINT, category.hints
    yield Role.SUPPORT, category.supported_by
    yield Role.ELSEWHERE, category.elsewhere
    yield Role.BESIDES, category.besides
