"""``/v1/dead-letters``: what could not be handled, and what is to become of it (interfaces, section 3)."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from loket_shared.bus.dead_letters.access import (
    WITH_OWNER,
    letters_in_sight,
    require_any_sight,
    sees,
    some_are_hidden,
)
from loket_shared.bus.dead_letters.deciding import drop, replay
from loket_shared.bus.dead_letters.letter import DeadLetter, LetterState
from loket_shared.bus.dead_letters.listing import After, find_letter
from loket_shared.bus.dead_letters.view import DeadLetterPage, DeadLetterView
from loket_shared.bus.kafka import KafkaBroker
from loket_shared.bus.processor import Processor
from loket_shared.contracts.texts import Text
from loket_shared.failures import FieldError, InvalidInput, NotFound
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.paging import PageRequest, page_of
from loket_shared.identity.bearer import CurrentPrincipal
from loket_shared.identity.principal import Principal
from loket_shared.ops.runtime import Runtime

router = APIRouter(prefix="/v1/dead-letters", tags=["dead-letters"])

LetterPageRequest = Annotated[PageRequest, page_of(str, str)]

_NO_CURSOR = Text(nl="Dit is geen cursor van deze lijst.", en="This is not a cursor of this list.")


@router.get("")
async def dead_letters(
    principal: CurrentPrincipal,
    runtime: RuntimeDep,
    page: LetterPageRequest,
    state: Annotated[LetterState, Query()] = LetterState.OPEN,
) -> DeadLetterPage:
    """Return the dead letters that the reader may see, oldest first."""
    require_any_sight(principal)
    after, group, owner_of = _after(page), runtime.definition.group, runtime.definition.owner_of
    seen: list[DeadLetter] = []
    async with runtime.unit_of_work() as work:
        async for letter in letters_in_sight(principal, owner_of, work, group, state, after):
            seen.append(letter)
            if len(seen) > page.limit:
                break
        hidden = await some_are_hidden(principal, owner_of, work, group)
    return DeadLetterPage(
        items=tuple(map(DeadLetterView.of, seen[: page.limit])),
        next=page.next_cursor([(letter.recorded_at.isoformat(), str(letter.id)) for letter in seen]),
        with_owner=WITH_OWNER if hidden else None,
    )


@router.get("/{letter_id}")
async def dead_letter(letter_id: UUID, principal: CurrentPrincipal, runtime: RuntimeDep) -> DeadLetterView:
    """Return the story of one dead letter."""
    return DeadLetterView.of(await _in_sight(principal, runtime, letter_id))


@router.post("/{letter_id}/replay")
async def replay_dead_letter(letter_id: UUID, principal: CurrentPrincipal, runtime: RuntimeDep) -> DeadLetterView:
    """Handle the record again; the answer tells whether that worked."""
    await _in_sight(principal, runtime, letter_id)
    broker = KafkaBroker.of(runtime.settings)
    return DeadLetterView.of(await replay(Processor.of(runtime), broker, letter_id, principal))


@router.post("/{letter_id}/drop")
async def drop_dead_letter(letter_id: UUID, principal: CurrentPrincipal, runtime: RuntimeDep) -> DeadLetterView:
    """Give the record up and let what waits behind it go on."""
    await _in_sight(principal, runtime, letter_id)
    return DeadLetterView.of(await drop(Processor.of(runtime), letter_id, principal))


async def _in_sight(principal: Principal, runtime: Runtime, letter_id: UUID) -> DeadLetter:
    require_any_sight(principal)
    async with runtime.unit_of_work() as work:
        owner = await runtime.definition.owner_of(work, letter_id)
        letter = await find_letter(work.session, runtime.definition.group, letter_id)
        if letter is None or not sees(principal, owner):
            raise NotFound
    return letter


def _after(page: PageRequest) -> After | None:
    if page.after is None:
        return None
    time, letter = page.after
    try:
        return datetime.fromisoformat(str(time)), UUID(str(letter))
    except ValueError as error:
        raise InvalidInput(FieldError("cursor", _NO_CURSOR)) from error
