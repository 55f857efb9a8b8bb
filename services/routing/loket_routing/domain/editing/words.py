"""Changing the words of a category of the lexicon."""

from collections.abc import Mapping, Sequence

from loket_routing.domain.editing.document import Document, Entry, changed, entry_of, filled

LANGUAGES = ("nl", "en")
BESIDES = "besides"
"""Names the phrases of a category that hold one of its words but mean something else."""

Terms = Mapping[str, Mapping[str, Sequence[str]]]
"""Terms by concept and language; a category's ``besides`` count as a concept."""


def category_of(document: Document, code: str) -> Entry | None:
    """Return the category ``code`` of the lexicon; None where there is none."""
    return entry_of(document["lexicon"]["categories"], "code", code)


def terms_of(category: Entry) -> Terms:
    """Return the terms of ``category`` by concept and language, ``besides`` last."""
    groups = {**category["concepts"], BESIDES: category.get(BESIDES, {})}
    return {name: {language: terms.get(language, ()) for language in LANGUAGES} for name, terms in groups.items()}


def with_terms(document: Document, code: str, terms: Terms) -> Document:
    """Return ``document`` with these ``terms`` in the category ``code``; a concept without any goes out."""
    concepts = {name: filled(of_concept) for name, of_concept in terms.items()}
    besides = concepts.pop(BESIDES, {})

    def rewritten(category: Entry) -> Entry:
        others = {name: value for name, value in category.items() if name != BESIDES}
        return {**others, "concepts": filled(concepts), **({BESIDES: besides} if besides else {})}

    lexicon = document["lexicon"]
    return {**document, "lexicon": {**lexicon, "categories": changed(lexicon["categories"], "code", code, rewritten)}}
