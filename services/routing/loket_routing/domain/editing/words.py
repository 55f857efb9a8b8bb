"""Changing the words of a category of the lexicon."""

from collections.abc import Mapping, Sequence

from loket_routing.domain.editing.document import Document, Entry, changed, entry_of, filled

LANGUAGES = ("nl", "en")
OTHER_LISTS = ("several-meanings", "hints", "supported-by", "elsewhere", "besides")
"""The names of a category's lists beside its concepts."""

Terms = Mapping[str, Mapping[str, Sequence[str]]]
"""Terms by concept and language; a category's other lists count as concepts."""


def category_of(document: Document, code: str) -> Entry | None:
    """Return the category ``code`` of the lexicon; None where there is none."""
    return entry_of(document["lexicon"]["categories"], "code", code)


def terms_of(category: Entry) -> Terms:
    """Return the terms of ``category`` by concept and language, its other lists last."""
    groups = category["concepts"] | {name: category.get(name, {}) for name in OTHER_LISTS}
    return {name: {language: terms.get(language, ()) for language in LANGUAGES} for name, terms in groups.items()}


def with_terms(document: Document, code: str, terms: Terms) -> Document:
    """Return ``document`` with these ``terms`` in the category ``code``; a concept without any goes out."""
    concepts = {name: filled(of_concept) for name, of_concept in terms.items()}
    lists = filled({name: concepts.pop(name, {}) for name in OTHER_LISTS})

    def rewritten(category: Entry) -> Entry:
        others = {name: value for name, value in category.items() if name not in OTHER_LISTS}
        return {**others, "concepts": filled(concepts), **lists}

    lexicon = document["lexicon"]
    return {**document, "lexicon": {**lexicon, "categories": changed(lexicon["categories"], "code", code, rewritten)}}
