"""Why a question went where it went, for those who may see that."""

from collections.abc import Mapping

from fastapi import APIRouter, Response

from loket_routing.api.decision_view import DecisionView
from loket_routing.domain.explaining.places import places_in_words
from loket_routing.handlers.read_decision import read_decision
from loket_routing.handlers.read_texts import read_texts
from loket_routing.pages.visit import VisitDep
from loket_shared.contracts.texts import BilingualText

router = APIRouter()


@router.get("/besluiten/{reference}")
async def show(visit: VisitDep, reference: str) -> Response:
    """Show the decision as the reader may see it, with every fact and the words in which it was found."""
    async with visit.work() as work:
        standing, history, sight = await read_decision(visit.principal, reference, work)
        texts = await read_texts(visit.principal, reference, sight, work)
    decision = DecisionView.of(reference, standing, history, sight, texts)
    named = {(meaning.name, meaning.code): meaning.text for meaning in decision.meanings}
    case = f"{visit.runtime.settings.backoffice_url}/cases/{reference}"
    return visit.page("decision.html", decision=decision, named=named, facts=_facts(decision, texts), case=case)


def _facts(decision: DecisionView, texts: Mapping[str, str]) -> list[tuple[str, str, BilingualText]]:
    """Return each fact once: its kind, its code, and in words every place where it was found."""
    sources: dict[tuple[str, str], list[str]] = {}
    for fact in decision.facts:
        sources.setdefault((fact.name, fact.value), []).append(fact.source)
    return [(name, code, places_in_words(found, texts)) for (name, code), found in sources.items()]
