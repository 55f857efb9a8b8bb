"""The lexicon as its owners keep it: categories of terms in Dutch and English."""

from functools import cached_property
from hashlib import sha256
from typing import Literal

from pydantic import Field, field_validator

from loket_routing.domain.decide.matching.terms import Role, TermList, Terms, Vocabulary, parse_term
from loket_routing.domain.rule_set.conditions import Condition
from loket_routing.domain.rule_set.faults import brief
from loket_routing.domain.rule_set.frozen_model import FrozenModel, refusal

READING = 5
"""The way of reading: it gets another number where the same lexicon finds other words, or judges them otherwise."""


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

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The part that reading a text needs, in plain values."""
        return Vocabulary(
            heads=self.heads,
            determiner_only=tuple(each.code for each in self.categories if each.denied_by == "determiner"),
            doubting=tuple(each.code for each in self.categories if each.nearly == "doubt"),
            lists=tuple(
                TermList(category.code, role, concept.nl, concept.en)
                for category in self.categories
                for role, concept in category.by_role
            ),
        )
