"""Generates rule sets of any size: the first policy, filled up with synthetic policy from a fixed seed.

At most half of the terms are real ones, with the same share in every list.

Every synthetic line is about its own subject: a category of words, the signal that they give, and rules that need the
signal and values of the form. So a set ten times as large has ten times as many subjects, and a question is still about
a few of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Any

from loket_policy import code_lists
from loket_routing import policy
from loket_routing.domain.rule_set.edit import OTHER_LISTS

Document = dict[str, Any]

_SEED = 1414
_RULES_A_LINE = 5
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SYLLABLES = tuple(map("".join, product("bdfghjklmnprstvwz", "aeiou", ("", "k", "l", "n", "r", "s"))))
_LEADS = ("BZ", "EZK", "LNV", "NCTV", "OCW")
# The mix of notations: mostly plain terms, some stems, compounds and exact words.
_NOTATIONS = ("{}", "{}", "{}", "{}*", "{}+", "={}", "*{}")
_FIRST_NUMBER = 100


@dataclass(frozen=True)
class Size:
    """The size of a rule set."""

    rules: int
    regimes: int
    terms: int


def generate(size: Size) -> Document:
    """Return the document of a rule set of exactly this size, the same every time.

    A larger set begins with the same lines and subjects as a smaller one.
    """
    document = policy.document(policy.versions()[0])
    rules = size.rules - sum(len(line["rules"]) for line in document["lines"])
    subjects = list(map(_letters, range(-(-rules // _RULES_A_LINE))))
    real = _at_most(document["lexicon"]["categories"], size.terms // 2)
    categories = [*real, *_categories(subjects, size.terms - sum(map(_count_terms, real)))]
    lines = [_line(subject, number) for number, subject in enumerate(subjects, _FIRST_NUMBER)]
    lines[-1]["rules"] = lines[-1]["rules"][: rules - _RULES_A_LINE * (len(lines) - 1)]
    fallback = document["precedence"].pop()
    return document | {
        "lines": document["lines"] + lines,
        "precedence": [*document["precedence"], *(line["number"] for line in lines), fallback],
        "signals": document["signals"] + list(map(_signal, subjects)),
        "regimes": document["regimes"] + list(_regimes(document["regimes"], size.regimes)),
        "lexicon": document["lexicon"] | {"categories": categories},
    }


def terms(document: Document) -> list[str]:
    """Return every term of a document's lexicon in its notation."""
    return [term for category in document["lexicon"]["categories"] for term in _terms(category)]


def _terms(category: Document) -> Iterator[str]:
    for concept in (*category["concepts"].values(), *(category.get(name, {}) for name in OTHER_LISTS)):
        yield from (*concept.get("nl", ()), *concept.get("en", ()))


def _count_terms(category: Document) -> int:
    return sum(1 for _ in _terms(category))


def _at_most(categories: list[Document], most: int) -> list[Document]:
    """Return the categories with an equal share of each list of terms, ``most`` in all."""
    share = min(most / sum(map(_count_terms, categories)), 1)

    def cut(concept: Document) -> Document:
        return {language: terms[: int(len(terms) * share)] for language, terms in concept.items()}

    return [
        category
        | {"concepts": {name: cut(concept) for name, concept in category["concepts"].items()}}
        | {name: cut(category.get(name, {})) for name in OTHER_LISTS}
        for category in categories
    ]


def _letters(number: int) -> str:
    """Return a name that is no country code and has no digits, because a rule may have none."""
    return "subject" + "".join(_LETTERS[number // 26**power % 26] for power in (2, 1, 0))


def _categories(subjects: list[str], count: int) -> Iterator[Document]:
    random = Random(_SEED)  # noqa: S311 - made up, no secret
    words: dict[str, None] = {}
    while len(words) < count:
        words["".join(random.choices(_SYLLABLES, k=random.randint(3, 5)))] = None
    written = [random.choice(_NOTATIONS).format(word) for word in words]
    for place, subject in enumerate(subjects):
        mine = written[place :: len(subjects)]
        yield {"code": f"words-{subject}", "concepts": {"all": {"nl": mine[::2], "en": mine[1::2]}}}


def _signal(subject: str) -> Document:
    return {"code": subject, "name": _told(subject), "when": {"words": f"words-{subject}"}}


def _line(subject: str, number: int) -> Document:
    random = Random(number)  # noqa: S311 - made up, no secret
    topics, fields, partners = (
        [entry.code for entry in entries]
        for entries in (code_lists.topics(), code_lists.fields(), code_lists.partner_types())
    )
    lead, *others = random.sample(_LEADS, k=5)
    conditions: tuple[Document, ...] = (
        {"field": random.sample(fields, k=3)},
        {"partner-type": random.sample(partners, k=2)},
        {"all": [{"legal-regime": "any"}, {"not": {"signal": "agri-food"}}]},
        {"any": [{"signal": "company"}, {"institution-kind": "to2"}]},
    )
    contributing = [
        {
            "id": f"{number}-{name}",
            "when": condition,
            "then": {"contribute": [other]},
            "reason": _told(subject),
            "otherwise": _told(subject),
        }
        for name, condition, other in zip("abcd", conditions, others, strict=True)
    ]
    first = {"id": f"{number}-lead", "then": {"lead": lead}, "reason": _told(subject)}
    when = {"all": [{"topic": random.sample(topics, k=4)}, {"signal": subject}]}
    return {"number": number, "title": _told(subject), "when": when, "rules": [first, *contributing]}


def _regimes(given: list[Document], count: int) -> Iterator[Document]:
    """Yield copies of the real regimes under new names, until there are ``count``."""
    for number in range(len(given), count):
        model = given[number % len(given)]
        yield model | {"code": f"{model['code']}-{_letters(number)}"}


def _told(subject: str) -> Document:
    return {"nl": f"Het onderwerp {subject}.", "en": f"The subject {subject}."}
