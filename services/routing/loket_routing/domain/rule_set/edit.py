"""Changes the document of a rule set: pure functions from a document to a document.

Nothing here validates the result. A document is parsed, checked and reviewed as a whole before it is saved.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

Document = Mapping[str, Any]
DocumentEntry = Mapping[str, Any]


def entry_of(entries: Sequence[DocumentEntry], key: str, name: object) -> DocumentEntry | None:
    """Return the entry whose ``key`` is ``name``; None if there is none."""
    return next((entry for entry in entries if entry.get(key) == name), None)


def with_entry_changed(
    entries: Sequence[DocumentEntry], key: str, name: object, change: Callable[[DocumentEntry], DocumentEntry]
) -> list[DocumentEntry]:
    """Return ``entries`` with ``change`` applied to the one whose ``key`` is ``name``."""
    return [change(entry) if entry.get(key) == name else entry for entry in entries]


def without_entry(entries: Sequence[DocumentEntry], key: str, name: object) -> list[DocumentEntry]:
    """Return ``entries`` without the one whose ``key`` is ``name``."""
    return [entry for entry in entries if entry.get(key) != name]


def without_empty(entry: DocumentEntry) -> dict[str, Any]:
    """Return ``entry`` without its empty values, which a rule set leaves out."""
    return {name: value for name, value in entry.items() if value not in (None, "", (), [], {})}


def line_of(document: Document, number: int) -> DocumentEntry | None:
    """Return the line ``number``; None if there is none."""
    return entry_of(document["lines"], "number", number)


def find_rule(document: Document, rule_id: str) -> tuple[DocumentEntry, DocumentEntry] | None:
    """Return the line of the rule ``rule_id`` and the rule; None if there is none."""
    found = ((line, entry_of(line["rules"], "id", rule_id)) for line in document["lines"])
    return next(((line, rule) for line, rule in found if rule), None)


def with_rule(document: Document, rule_id: str, rule: DocumentEntry) -> Document:
    """Return ``document`` with ``rule`` instead of the rule ``rule_id``."""
    lines = [
        {**line, "rules": with_entry_changed(line["rules"], "id", rule_id, lambda _: rule)}
        for line in document["lines"]
    ]
    return {**document, "lines": lines}


def with_new_rule(document: Document, number: int, rule: DocumentEntry) -> Document:
    """Return ``document`` with ``rule`` as the last one of the line ``number``."""

    def longer(line: DocumentEntry) -> DocumentEntry:
        return {**line, "rules": [*line["rules"], rule]}

    return {**document, "lines": with_entry_changed(document["lines"], "number", number, longer)}


def without_rule(document: Document, rule_id: str) -> Document:
    """Return ``document`` without the rule ``rule_id``; its line stays, even without a rule."""
    lines = [{**line, "rules": without_entry(line["rules"], "id", rule_id)} for line in document["lines"]]
    return {**document, "lines": lines}


def regime_of(document: Document, code: str) -> DocumentEntry | None:
    """Return the regime ``code``; None if there is none."""
    return entry_of(document["regimes"], "code", code)


def with_regime(document: Document, code: str, regime: DocumentEntry) -> Document:
    """Return ``document`` with ``regime`` instead of the regime ``code``."""
    return {**document, "regimes": with_entry_changed(document["regimes"], "code", code, lambda _: regime)}


def with_new_regime(document: Document, regime: DocumentEntry) -> Document:
    """Return ``document`` with ``regime`` as the last one."""
    return {**document, "regimes": [*document["regimes"], regime]}


def without_regime(document: Document, code: str) -> Document:
    """Return ``document`` without the regime ``code``."""
    return {**document, "regimes": without_entry(document["regimes"], "code", code)}


def with_precedence(document: Document, ranks: Mapping[int, int]) -> Document:
    """Return ``document`` with each line whose rank changes at its new rank, counted from 1.

    The other lines keep their order around them. Lines with the same new rank keep their order.
    """
    order: list[int] = document["precedence"]
    moved = [number for place, number in enumerate(order, start=1) if ranks.get(number, place) != place]
    precedence = [number for number in order if number not in moved]
    for rank, numbers in groupby(sorted(moved, key=ranks.__getitem__), key=ranks.__getitem__):
        place = max(rank - 1, 0)
        precedence[place:place] = numbers
    return {**document, "precedence": precedence}


LANGUAGES = ("nl", "en")
OTHER_LISTS = ("several-meanings", "hints", "supported-by", "elsewhere", "besides")
"""The names of a category's lists beside its concepts."""

TermsByConcept = Mapping[str, Mapping[str, Sequence[str]]]
"""Terms by concept and language; a category's other lists count as concepts."""


def category_of(document: Document, code: str) -> DocumentEntry | None:
    """Return the category ``code`` of the lexicon; None if there is none."""
    return entry_of(document["lexicon"]["categories"], "code", code)


def terms_of(category: DocumentEntry) -> TermsByConcept:
    """Return the terms of ``category`` by concept and language, its other lists last."""
    groups = category["concepts"] | {name: category.get(name, {}) for name in OTHER_LISTS}
    return {name: {language: terms.get(language, ()) for language in LANGUAGES} for name, terms in groups.items()}


def with_terms(document: Document, code: str, terms: TermsByConcept) -> Document:
    """Return ``document`` with these ``terms`` in the category ``code``; a concept without terms is removed."""
    concepts = {name: without_empty(of_concept) for name, of_concept in terms.items()}
    lists = without_empty({name: concepts.pop(name, {}) for name in OTHER_LISTS})

    def rewritten(category: DocumentEntry) -> DocumentEntry:
        others = {name: value for name, value in category.items() if name not in OTHER_LISTS}
        return {**others, "concepts": without_empty(concepts), **lists}

    lexicon = document["lexicon"]
    return {
        **document,
        "lexicon": {**lexicon, "categories": with_entry_changed(lexicon["categories"], "code", code, rewritten)},
    }


CodesByKind = Mapping[str, Sequence[str]]

CHOSEN = ("topic", "field", "partner-type", "institution-kind", "kind", "legal-regime", "signal", "language")
"""The kinds of fact that a form can ask for."""
DENIED = ("signal", "field")
"""The kinds of fact whose absence a form can ask for."""
SOON = "needed-within-days"


@dataclass(frozen=True)
class Choices:
    """Codes by kind of fact: one of each kind in ``having`` must be there, and none of those in ``lacking``.

    ``within_days``: within how many days an answer is needed.
    """

    having: CodesByKind = field(default_factory=dict)
    lacking: CodesByKind = field(default_factory=dict)
    within_days: int | None = None


def choices_of(condition: Mapping[str, Any] | None) -> Choices | None:
    """Return ``condition`` as choices; None if it has another shape."""
    having: dict[str, Sequence[str]] = {}
    lacking: dict[str, Sequence[str]] = {}
    within_days = None
    for part in _parts(condition):
        (name, value), denied = next(iter(part.items())), False
        if name == "not" and len(value) == 1:
            (name, value), denied = next(iter(value.items())), True
        into, kinds = (lacking, DENIED) if denied else (having, CHOSEN)
        if name in kinds and name not in into:
            into[name] = (value,) if isinstance(value, str) else tuple(value)
        elif name == SOON and not denied and within_days is None:
            within_days = value
        else:
            return None
    return Choices(having, lacking, within_days)


def condition_of(choices: Choices) -> dict[str, Any] | None:
    """Return the condition that all of ``choices`` hold; None if nothing is chosen."""
    parts = list(_leaves(choices))
    if len(parts) > 1:
        return {"all": parts}
    return parts[0] if parts else None


def _parts(condition: Mapping[str, Any] | None) -> Sequence[Mapping[str, Any]]:
    if not condition:
        return ()
    parts: Sequence[Mapping[str, Any]] = condition["all"] if set(condition) == {"all"} else [condition]
    return parts


def _leaves(choices: Choices) -> Iterator[dict[str, Any]]:
    yield from ({kind: list(choices.having[kind])} for kind in CHOSEN if choices.having.get(kind))
    yield from ({"not": {kind: list(choices.lacking[kind])}} for kind in DENIED if choices.lacking.get(kind))
    if choices.within_days is not None:
        yield {SOON: choices.within_days}
