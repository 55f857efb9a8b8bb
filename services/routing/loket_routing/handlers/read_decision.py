"""Read the decision on one question, as far as the reader may."""

from loket_routing.domain.access import may_ask, sight_of
from loket_routing.domain.history import History
from loket_routing.domain.project import Sight
from loket_routing.domain.standing import Standing, standing_of
from loket_routing.store.decisions import history_of
from loket_routing.store.questions import find_question
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.failures import NotFound
from loket_shared.identity.principal import Principal


async def read_decision(principal: Principal, reference: str, work: UnitOfWork) -> tuple[Standing, History, Sight]:
    """Return how the question stands, its history, and what of both the reader may see; the reading is audited.

    Raises:
        NotFound: there is no decision, or not for this reader.
    """
    row = await find_question(work, reference) if may_ask(principal) else None
    history = await history_of(work, row.question_id) if row else ()
    standing = standing_of(history)
    sight = sight_of(principal, standing) if standing else None
    if standing is None or sight is None:
        raise NotFound
    await work.audit(principal, "decision.read", reference)
    return standing, history, sight
