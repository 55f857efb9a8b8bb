"""Reads the decision on one question, and the asker's texts, as far as the reader may see them."""

from collections.abc import Mapping
from typing import NamedTuple

from loket_routing.domain.access import may_read_decisions, visibility_for, visibility_of
from loket_routing.domain.decide.history import History, RouteStatus, route_status
from loket_routing.domain.decide.redact import Visibility
from loket_routing.domain.presentation.grounds import NO_TEXTS
from loket_routing.store.decisions import history_of
from loket_routing.store.questions import find_indexed, texts_of
from loket_shared.failures import NotFoundError
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


class DecisionRead(NamedTuple):
    """The route of a question, its history, and the parts of both that the reader may see."""

    status: RouteStatus
    history: History
    visibility: Visibility


async def read_decision(work: UnitOfWork, principal: Principal, reference: str) -> DecisionRead:
    """Return the decision on the question ``reference``; the reading is audited.

    Raises:
        NotFoundError: there is no decision, or not for this reader.
    """
    found = await find_indexed(work, principal, reference) if may_read_decisions(principal) else None
    if found is None or visibility_for(principal, member=found.member) is None:
        raise NotFoundError
    history = await history_of(work, found.question_id)
    status = route_status(history)
    visibility = visibility_of(principal, status) if status else None
    if status is None or visibility is None:
        raise NotFoundError
    await work.audit(principal, "decision.read", reference)
    return DecisionRead(status, history, visibility)


async def read_texts(
    work: UnitOfWork, principal: Principal, reference: str, visibility: Visibility
) -> Mapping[str, str]:
    """Return the text of each passage; nothing is opened for a reader who may not see the content."""
    found = await find_indexed(work, principal, reference) if visibility.content else None
    return NO_TEXTS if found is None else await texts_of(work, found.question_id)
