"""``/v1/dead-letters``: lists, replays and drops dead letters."""

import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Annotated
from uuid import UUID

import structlog
from fastapi import APIRouter, Query

from loket_shared.bus.dead_letters.access import has_hidden_letters, readable_letters
from loket_shared.bus.dead_letters.actions import Reason, RefusedError, drop, replay
from loket_shared.bus.dead_letters.store import After, DeadLetter, DeadLetterFilter, DeadLetterState, find_letter
from loket_shared.failures import NotFoundError, TransientError
from loket_shared.http.dead_letter_views import (
    DeadLetterPage,
    DeadLetterView,
    DecidedPage,
    DecidedView,
    DecisionOutcome,
    DropBody,
    DropChoice,
    ReplayChoice,
)
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.direct_route import DirectRoute
from loket_shared.http.paging import PageRequest, encode_cursor, page_of
from loket_shared.identity.tokens import CurrentPrincipal
from loket_shared.operations_access import WITH_OWNER, may_read, require_operations_reader
from loket_shared.principal import Principal
from loket_shared.service.runtime import Runtime

router = APIRouter(prefix="/v1/dead-letters", tags=["dead-letters"], route_class=DirectRoute)

LetterPageRequest = Annotated[PageRequest, page_of(datetime, UUID)]

BULK_SECONDS = 15.0
"""Seconds that one call may take; a further call continues with the remaining dead letters."""

_LOG = structlog.get_logger(__name__)

Act = Callable[[UUID], Awaitable[DeadLetter]]
"""Replays or drops one dead letter."""


@router.get("")
async def dead_letters(
    principal: CurrentPrincipal,
    runtime: RuntimeDep,
    page: LetterPageRequest,
    state: Annotated[DeadLetterState, Query()] = DeadLetterState.OPEN,
) -> DeadLetterPage:
    """Return the dead letters that the reader may see, oldest first."""
    require_operations_reader(principal, runtime.definition.policy.covert)
    group, owner_of = runtime.definition.group, runtime.definition.owner_of
    seen: list[DeadLetter] = []
    async with runtime.unit_of_work() as work:
        async for letter in readable_letters(principal, owner_of, work, group, DeadLetterFilter(state), page.after):
            seen.append(letter)
            if len(seen) > page.limit:
                break
        hidden = await has_hidden_letters(principal, owner_of, work, group, runtime.definition.policy.covert)
    return DeadLetterPage(
        items=tuple(map(DeadLetterView.of, seen[: page.limit])),
        next=page.next_cursor([_key(letter) for letter in seen]),
        with_owner=WITH_OWNER if hidden else None,
    )


@router.post("/replay")
async def replay_dead_letters(
    choice: ReplayChoice, principal: CurrentPrincipal, runtime: RuntimeDep, page: LetterPageRequest
) -> DecidedPage:
    """Handle the chosen records again, oldest first; the response gives the outcome for each."""
    act = partial(replay, runtime.processor, runtime.broker, by=principal)
    return await _decide_each(choice, principal, runtime, page, act)


@router.post("/drop")
async def drop_dead_letters(
    choice: DropChoice, principal: CurrentPrincipal, runtime: RuntimeDep, page: LetterPageRequest
) -> DecidedPage:
    """Drop the chosen records, oldest first, and release the records that wait behind them."""
    act = partial(drop, runtime.processor, by=principal, reason=_reason(choice.because, runtime))
    return await _decide_each(choice, principal, runtime, page, act)


@router.get("/{letter_id}")
async def dead_letter(letter_id: UUID, principal: CurrentPrincipal, runtime: RuntimeDep) -> DeadLetterView:
    """Return one dead letter."""
    return DeadLetterView.of(await _in_sight(principal, runtime, letter_id))


@router.post("/{letter_id}/replay")
async def replay_dead_letter(letter_id: UUID, principal: CurrentPrincipal, runtime: RuntimeDep) -> DeadLetterView:
    """Handle the record again; the response shows whether that succeeded."""
    await _in_sight(principal, runtime, letter_id)
    broker = runtime.broker
    return DeadLetterView.of(await replay(runtime.processor, broker, letter_id, principal))


@router.post("/{letter_id}/drop")
async def drop_dead_letter(
    letter_id: UUID, principal: CurrentPrincipal, runtime: RuntimeDep, body: DropBody | None = None
) -> DeadLetterView:
    """Drop the record and release the records that wait behind it."""
    await _in_sight(principal, runtime, letter_id)
    reason = _reason(body.because, runtime) if body and body.because else None
    return DeadLetterView.of(await drop(runtime.processor, letter_id, principal, reason))


async def _decide_each(
    choice: ReplayChoice, principal: Principal, runtime: Runtime, page: PageRequest, act: Act
) -> DecidedPage:
    """Decide about the chosen dead letters that the reader may see; the others are reported as not found."""
    require_operations_reader(principal, runtime.definition.policy.covert)
    chosen, group, letters = choice.filter(), runtime.definition.group, list[DeadLetter]()
    async with runtime.unit_of_work() as work:
        async for letter in readable_letters(principal, runtime.definition.owner_of, work, group, chosen, page.after):
            letters.append(letter)
            if len(letters) > page.limit and not choice.ids:
                break
    decided = await apply_to_each(letters[: page.limit], act)
    left = len(letters) > len(decided)
    unknown = set(choice.ids).difference(letter.id for letter in letters) if page.after is None else set()
    return DecidedPage(
        items=(*decided, *(DecidedView(id=letter, outcome=DecisionOutcome.NOT_FOUND) for letter in sorted(unknown))),
        next=encode_cursor(_key(letters[len(decided) - 1])) if left else None,
    )


def _reason(because: str, runtime: Runtime) -> Reason:
    return Reason(because, runtime.definition.desk_compartment)


def _key(letter: DeadLetter) -> After:
    return letter.recorded_at, letter.id


async def _in_sight(principal: Principal, runtime: Runtime, letter_id: UUID) -> DeadLetter:
    require_operations_reader(principal, runtime.definition.policy.covert)
    async with runtime.unit_of_work() as work:
        owner = await runtime.definition.owner_of(work, letter_id)
        letter = await find_letter(work.session, runtime.definition.group, letter_id)
        if letter is None or not may_read(principal, owner):
            raise NotFoundError
    return letter


async def apply_to_each(letters: Sequence[DeadLetter], act: Act) -> list[DecidedView]:
    """Decide about ``letters`` in order until ``BULK_SECONDS`` have passed; return the outcome for each."""
    end, decided = time.monotonic() + BULK_SECONDS, list[DecidedView]()
    for letter in letters:
        decided.append(await _decide(letter.id, act))
        if time.monotonic() >= end:
            break
    return decided


async def _decide(letter: UUID, act: Act) -> DecidedView:
    try:
        return DecidedView.of(letter, (await act(letter)).state)
    except RefusedError as refused:
        return DecidedView(id=letter, outcome=DecisionOutcome.REFUSED, text=refused.text)
    except NotFoundError:
        return DecidedView(id=letter, outcome=DecisionOutcome.NOT_FOUND)
    except TransientError:
        return DecidedView(id=letter, outcome=DecisionOutcome.UNAVAILABLE)
    except Exception:
        # One failure must not stop the others.
        _LOG.exception("dead letter could not be decided about", letter=str(letter))
        return DecidedView(id=letter, outcome=DecisionOutcome.UNAVAILABLE)
