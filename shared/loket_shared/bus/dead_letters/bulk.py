"""Deciding about many dead letters at once, each in transactions of its own."""

import time
from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

import structlog

from loket_shared.bus.dead_letters.actions import Refused
from loket_shared.bus.dead_letters.bodies import DecidedView, DecisionOutcome
from loket_shared.bus.dead_letters.model import DeadLetter
from loket_shared.failures import NotFound, TransientFailure

_LOG = structlog.get_logger(__name__)

BULK_SECONDS = 15.0
"""How long one call goes on; whoever calls gets the rest by a next one."""

Act = Callable[[UUID], Awaitable[DeadLetter]]
"""Replays or drops one letter."""


async def apply_to_each(letters: Sequence[DeadLetter], act: Act) -> list[DecidedView]:
    """Decide about ``letters`` in their order, for as long as the time allows, and return what came of each."""
    end, decided = time.monotonic() + BULK_SECONDS, list[DecidedView]()
    for letter in letters:
        decided.append(await _decide(letter.id, act))
        if time.monotonic() >= end:
            break
    return decided


async def _decide(letter: UUID, act: Act) -> DecidedView:
    try:
        return DecidedView.of(letter, (await act(letter)).state)
    except Refused as refused:
        return DecidedView(id=letter, outcome=DecisionOutcome.REFUSED, text=refused.text)
    except NotFound:
        return DecidedView(id=letter, outcome=DecisionOutcome.NOT_FOUND)
    except TransientFailure:
        return DecidedView(id=letter, outcome=DecisionOutcome.UNAVAILABLE)
    except Exception:
        # The others must not wait for this one.
        _LOG.exception("dead letter could not be decided about", letter=str(letter))
        return DecidedView(id=letter, outcome=DecisionOutcome.UNAVAILABLE)
