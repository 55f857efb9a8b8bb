"""Why the case goes where it goes, as far as the reader may know."""

from datetime import datetime

from loket_backoffice.domain.access import hidden_departments
from loket_backoffice.domain.case_file import CaseFile
from loket_backoffice.domain.facts import Rerouted, RouteDecided
from loket_backoffice.domain.route_in_force import newest_decision, unconfirmed
from loket_backoffice.domain.routes import Choice
from loket_backoffice.views.finding_view import FindingView, findings_in
from loket_backoffice.views.proposal_view import ProposalView, proposal_for
from loket_backoffice.views.route_view import RouteView, contributors_for, route_for
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import QuestionContent
from loket_shared.contracts.texts import BilingualText
from loket_shared.principal import Principal


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


def routing_for(reader: Principal, case: CaseFile, question: QuestionContent) -> RoutingView:
    """Return what is known of the route without what ``reader`` may not know.

    A rule names open departments or covert ones, never both, so a hidden rule leaves no trace; what is
    explained, found and ranked rests on open rules only.
    """
    decision, waiting = newest_decision(case), unconfirmed(case)
    fields: dict[str, object] = {"confirmation_needed": waiting is not None, "proposal": proposal_for(reader, case)}
    if decision:
        fields |= _decided(reader, decision) | {"findings": findings_in(decision.findings, question, case)}
    if waiting:
        likeliest_first = sorted(waiting.ranking, key=lambda choice: -choice.confidence)
        fields["ranking"] = tuple(_choice(reader, choice) for choice in likeliest_first)
    if by_hand := case.every(Rerouted):
        fields["kept_by_hand" if by_hand[-1].refuses else "changed_by_hand"] = by_hand[-1].reason
    return RoutingView.model_validate(fields)


def _decided(reader: Principal, decision: RouteDecided) -> dict[str, object]:
    hidden = hidden_departments(reader, decision.route.covert)
    return {
        "rule_set_version": decision.rule_set_version,
        "decided_at": decision.at,
        "confidence": decision.confidence,
        "confidence_in_words": decision.confidence_in_words,
        "decided": route_for(reader, decision.route),
        "reasons": tuple(reason.text for reason in decision.reasons if not reason.departments & hidden),
        "explained": decision.explained,
    }


def _choice(reader: Principal, choice: Choice) -> ChoiceView:
    return ChoiceView(
        lead=choice.route.lead,
        contributors=contributors_for(reader, choice.route),
        confidence=choice.confidence,
        reason=choice.reason,
    )
