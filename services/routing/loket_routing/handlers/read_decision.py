"""Read the decision on one question, as far as the reader may."""

from loket_routing.domain.access import may_read_decisions, visibility_for, visibility_of
from loket_routing.domain.decide.history import History, RouteStatus, route_status
from loket_routing.domain.decide.redact import Visibility
from loket_routing.store.decisions import history_of
from loket_routing.store.questions import look_up
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.failures import NotFound
from loket_shared.identity.principal import Principal


async def read_decision(
    principal: Principal, reference: str, work: UnitOfWork
) -> tuple[RouteStatus, History, Visibility]:
    """Return how the question stands, its history, and what of both the reader may see; the reading is audited.

    Raises:
        NotFound: there is no decision, or not for this reader.
    """
    found = await look_up(work, principal, reference) if may_read_decisions(principal) else None
    if found is None or visibility_for(principal, member=found.member) is None:
        raise NotFound
    history = await history_of(work, found.question_id)
    standing = route_status(history)
    sight = visibility_of(principal, standing) if standing else None
    if standing is None or sight is None:
        raise NotFound
    await work.audit(principal, "decision.read", reference)
    return standing, history, sight
