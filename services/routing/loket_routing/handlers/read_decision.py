"""Read the decision on one question, as far as the reader may."""

from loket_routing.domain.access import may_ask, sight_in, sight_of
from loket_routing.domain.history import History
from loket_routing.domain.project import Sight
from loket_routing.domain.standing import Standing, standing_of
from loket_routing.store.decisions import history_of
from loket_routing.store.questions import look_up
from loket_shared.failures import NotFoundError
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def read_decision(principal: Principal, reference: str, work: UnitOfWork) -> tuple[Standing, History, Sight]:
    """Return how the question stands, its history, and what of both the reader may see; the reading is audited.

    Raises:
        NotFound: there is no decision, or not for this reader.
    """
    found = await look_up(work, principal, reference) if may_ask(principal) else None
    if found is None or sight_in(principal, member=found.member) is None:
        raise NotFoundError
    history = await history_of(work, found.question_id)
    standing = standing_of(history)
    sight = sight_of(principal, standing) if standing else None
    if standing is None or sight is None:
        raise NotFoundError
    await work.audit(principal, "decision.read", reference)
    return standing, history, sight
