"""Changes the terms of the lexicon."""

from fastapi import APIRouter, Response
from starlette.datastructures import FormData

from loket_routing.domain.rule_set.edit import (
    LANGUAGES,
    DocumentEntry,
    TermsByConcept,
    category_of,
    terms_of,
    with_terms,
)
from loket_routing.pages.edit.part import SAVE, Draft, EditablePart, FindPart, FormValues, change_part, show_part
from loket_routing.pages.page_context import RULE_SETS, PageContext, PageContextDep
from loket_shared.failures import NotFoundError
from loket_shared.http.route_rules import DOCUMENT_BYTES

router = APIRouter(prefix=f"{RULE_SETS}/{{version}}/woorden")

_NEW = "nieuw"
"""Names the fields of a new concept."""


@router.get("")
async def show_all(context: PageContextDep, version: str) -> Response:
    """Show the categories of the lexicon."""
    return await show_part(context, version, _lists)


@router.get("/{category}")
async def show(context: PageContextDep, version: str, category: str) -> Response:
    """Show the words of a category, by concept and language."""
    return await show_part(context, version, _category(category))


@router.post("/{category}", max_body_size=DOCUMENT_BYTES)
async def change(context: PageContextDep, version: str, category: str) -> Response:
    """Check or save the words of a category."""
    return await change_part(context, version, _category(category))


def _lists(_context: PageContext, draft: Draft) -> EditablePart:
    categories = [(category["code"], _size(category)) for category in draft.document["lexicon"]["categories"]]
    return EditablePart("word_lists.html", "/woorden", {}, {}, "", {"categories": categories})


def _category(code: str) -> FindPart:
    def of(_context: PageContext, draft: Draft) -> EditablePart:
        category = category_of(draft.document, code)
        if category is None:
            raise NotFoundError
        terms = terms_of(category)

        def save(old: Draft, sent: FormData) -> Draft:
            return Draft(with_terms(old.document, code, _typed(terms, sent)), old.examples)

        address = f"/woorden/{code}"
        template_context = {"category": category, "concepts": list(terms), "new": _NEW}
        return EditablePart("words.html", address, _filled(terms), {SAVE: save}, address, template_context)

    return of


def _size(category: DocumentEntry) -> int:
    return sum(len(terms) for of_concept in category["concepts"].values() for terms in of_concept.values())


def _filled(terms: TermsByConcept) -> FormValues:
    return {
        _field(concept, language): "\n".join(of_language)
        for concept, of_concept in terms.items()
        for language, of_language in of_concept.items()
    }


def _typed(terms: TermsByConcept, sent: FormData) -> TermsByConcept:
    concepts = {concept: concept for concept in terms}
    name = str(sent.get("concept", "")).strip()
    if name:
        concepts[_NEW] = name
    return {
        name: {language: _lines(sent.get(_field(concept, language), "")) for language in LANGUAGES}
        for concept, name in concepts.items()
    }


def _field(concept: str, language: str) -> str:
    return f"terms-{concept}-{language}"


def _lines(typed: object) -> list[str]:
    return [line.strip() for line in str(typed).splitlines() if line.strip()]
