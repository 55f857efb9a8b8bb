"""The route of a case, its reasons, findings and proposal, as far as the reader may know."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from loket_backoffice.domain.access import hidden_departments, known_requests
from loket_backoffice.domain.case import Case
from loket_backoffice.domain.facts import Rerouted, RouteDecided, Supplemented
from loket_backoffice.domain.route_in_force import (
    newest_decision,
    newest_proposal,
    open_proposal,
    route_in_force,
    unconfirmed_decision,
)
from loket_backoffice.domain.routes import CaseRoute, Choice, Finding
from loket_policy.fact_sources import FactSource
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import QuestionContent
from loket_shared.contracts.texts import BilingualText
from loket_shared.principal import Principal


class RouteView(WireModel):
    """A route that routing proposes; ``lead`` is None where the front office answers alone."""

    lead: str | None
    contributors: tuple[str, ...]


def _route_for(reader: Principal, route: CaseRoute) -> RouteView:
    """Return ``route`` without the covert departments that ``reader`` may not know to take part."""
    return RouteView(lead=route.lead, contributors=_contributors_for(reader, route))


def _contributors_for(reader: Principal, route: CaseRoute) -> tuple[str, ...]:
    """Return the contributors of ``route`` that ``reader`` may know of."""
    return tuple(sorted((route.contributors | route.covert) - hidden_departments(reader, route.covert)))


class PlaceView(WireModel):
    """The source of a finding; ``quote`` holds the asker's own words, and is None for a field of the form or a law."""

    place: BilingualText
    quote: str | None = None


class FindingView(WireModel):
    """A signal or a legal regime, in words, and every place that gives it."""

    text: BilingualText
    places: tuple[PlaceView, ...]


def _findings_in(findings: Iterable[Finding], question: QuestionContent, case: Case) -> tuple[FindingView, ...]:
    """Return each finding once, its words quoted from ``question`` and from the supplements."""
    texts = _texts_by_place(question, case)
    places: dict[BilingualText, dict[PlaceView, None]] = {}
    for finding in findings:
        places.setdefault(finding.text, {})[_place_view(FactSource.read(finding.source), texts)] = None
    return tuple(FindingView(text=text, places=tuple(found)) for text, found in places.items())


def _texts_by_place(question: QuestionContent, case: Case) -> Mapping[str, str]:
    added = {f"supplement-{fact.version}": fact.text for fact in case.facts_of(Supplemented)}
    return {"subject": question.subject, "description": question.description, **added}


def _place_view(source: FactSource, texts: Mapping[str, str]) -> PlaceView:
    if not source.place:
        return PlaceView(place=BilingualText(nl=source.what, en=source.what))
    quote = texts.get(source.place, "")[source.start : source.end] if source.is_passage else ""
    return PlaceView(place=source.in_words, quote=quote or None)


class ProposalView(RouteView):
    """A proposed route: who would come in and go out, and who of those has already begun.

    ``to_decide``: an officer accepts or refuses it. Else it differs from what holds in covert
    departments alone, which only the form for another route changes: what is decided here is for all to see.
    """

    decided_at: datetime
    comes_in: tuple[str, ...]
    goes_out: tuple[str, ...]
    begun: tuple[str, ...]
    lead_before: str | None
    urgent: bool
    urgent_before: bool
    reasons: tuple[BilingualText, ...]
    to_decide: bool


def _proposal_for(reader: Principal, case: Case) -> ProposalView | None:
    """Return the newest proposal that changes anything ``reader`` may know of; None if there is none."""
    proposed = newest_proposal(case)
    if proposed is None:
        return None
    present = route_in_force(case) or CaseRoute()
    contributors = _contributors_for(reader, proposed.route)
    known = known_requests(reader, case)
    there = present.open_departments | {
        request.department for request in known if request.covert and request.is_participating
    }
    here = frozenset(contributors) | proposed.route.open_departments
    to_decide = open_proposal(case) is not None
    if there == here and not to_decide:
        return None
    unknown = proposed.route.covert - frozenset(contributors)
    return ProposalView(
        lead=proposed.route.lead,
        contributors=contributors,
        decided_at=proposed.at,
        comes_in=tuple(sorted(here - there)),
        goes_out=tuple(sorted(there - here)),
        begun=tuple(sorted({r.department for r in known if r.has_begun and r.department in there - here})),
        lead_before=present.lead,
        urgent=proposed.route.urgent,
        urgent_before=present.urgent,
        reasons=tuple(reason.text for reason in proposed.reasons if not reason.departments & unknown),
        to_decide=to_decide,
    )


class ChoiceView(RouteView):
    """A route that an officer may choose, how sure it is and what speaks for it."""

    confidence: float
    reason: BilingualText


class RoutingView(WireModel):
    """Routing's newest decision and what officers made of it.

    ``explained`` says how lead, priority and confidence came about, ``findings`` what in the question gave
    rise to it; ``ranking`` holds what to choose from while the route waits for confirmation. Where an
    officer refused a proposal, ``kept_by_hand`` says why.
    """

    confirmation_needed: bool
    rule_set_version: str | None = None
    decided_at: datetime | None = None
    confidence: float | None = None
    confidence_in_words: BilingualText | None = None
    reasons: tuple[BilingualText, ...] = ()
    explained: tuple[BilingualText, ...] = ()
    findings: tuple[FindingView, ...] = ()
    ranking: tuple[ChoiceView, ...] = ()
    decided: RouteView | None = None
    changed_by_hand: str | None = None
    kept_by_hand: str | None = None
    proposal: ProposalView | None = None


def routing_for(reader: Principal, case: Case, question: QuestionContent) -> RoutingView:
    """Return the route and its reasons, without the parts that ``reader`` may not know.

    A rule names open departments or covert ones, never both, so a hidden rule leaves no trace; explanations, findings
    and rankings rest on open rules only.
    """
    decision, waiting = newest_decision(case), unconfirmed_decision(case)
    fields: dict[str, object] = {"confirmation_needed": waiting is not None, "proposal": _proposal_for(reader, case)}
    if decision:
        fields |= _decided(reader, decision) | {"findings": _findings_in(decision.findings, question, case)}
    if waiting:
        likeliest_first = sorted(waiting.ranking, key=lambda choice: -choice.confidence)
        fields["ranking"] = tuple(_choice(reader, choice) for choice in likeliest_first)
    if by_hand := case.facts_of(Rerouted):
        fields["kept_by_hand" if by_hand[-1].refuses else "changed_by_hand"] = by_hand[-1].reason
    return RoutingView.model_validate(fields)


def _decided(reader: Principal, decision: RouteDecided) -> dict[str, object]:
    hidden = hidden_departments(reader, decision.route.covert)
    return {
        "rule_set_version": decision.rule_set_version,
        "decided_at": decision.at,
        "confidence": decision.confidence,
        "confidence_in_words": decision.confidence_in_words,
        "decided": _route_for(reader, decision.route),
        "reasons": tuple(reason.text for reason in decision.reasons if not reason.departments & hidden),
        "explained": decision.explained,
    }


def _choice(reader: Principal, choice: Choice) -> ChoiceView:
    return ChoiceView(
        lead=choice.route.lead,
        contributors=_contributors_for(reader, choice.route),
        confidence=choice.confidence,
        reason=choice.reason,
    )
