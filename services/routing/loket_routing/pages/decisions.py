"""The page of a decision: the route of a question, and its reasons."""

from collections.abc import Mapping

from fastapi import APIRouter, Response

from loket_routing.domain.presentation.grounds import describe_places
from loket_routing.handlers.read_decision import read_decision, read_texts
from loket_routing.pages.page_context import PageContextDep
from loket_routing.views.decision_view import DecisionView
from loket_shared.contracts.texts import BilingualText

router = APIRouter()


@router.get("/besluiten/{reference}")
async def show(visit: PageContextDep, reference: str) -> Response:
    """Show the decision as the reader may see it, with every fact and the words that gave it."""
    async with visit.work() as work:
        read = await read_decision(work, visit.principal, reference)
        texts = await read_texts(work, visit.principal, reference, read.visibility)
    decision = DecisionView.of(reference, *read, texts)
    named = {(meaning.name, meaning.code): meaning.text for meaning in decision.meanings}
    case = f"{visit.runtime.settings.backoffice_url}/zaken/{reference}"
    return visit.page("decision.html", decision=decision, named=named, facts=_facts(decision, texts), case=case)


def _facts(decision: DecisionView, texts: Mapping[str, str]) -> list[tuple[str, str, BilingualText]]:
    """Return each fact once: its kind, its code, and a text for every place where it was found."""
    sources: dict[tuple[str, str], list[str]] = {}
    for fact in decision.facts:
        sources.setdefault((fact.name, fact.value), []).append(fact.source)
    return [(name, code, describe_places(found, texts)) for (name, code), found in sources.items()]
