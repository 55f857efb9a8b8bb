"""Closing a dead letter, and letting its key go on."""

from sqlalchemy import text, update
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_shared.bus.dead_letters.model import DeadLetter, DeadLetterState
from loket_shared.bus.dead_letters.tables import DEAD_LETTERS
from loket_shared.bus.retryable import reason_code
from loket_shared.inbox.ordering import lock_progress
from loket_shared.inbox.outcome import Outcome

_CLOSE = text("""
    WITH closed AS (
        UPDATE dead_letters SET state = :state, closed_at = now(), attempts = attempts + :attempts
        WHERE id = :id AND state = 'open' RETURNING consumer, source, event_id, topic, key, sequence
    ), marked AS (
        UPDATE inbox SET outcome = :outcome, recorded_at = now() FROM closed
        WHERE inbox.consumer = closed.consumer AND inbox.source = closed.source AND inbox.id = closed.event_id
    ), released AS (
        UPDATE inbox_progress AS progress SET last = greatest(last, closed.sequence), held = EXISTS (
            SELECT FROM dead_letters AS other
            WHERE other.consumer = closed.consumer AND other.topic = closed.topic AND other.key = closed.key
            AND other.state = 'open' AND other.id <> :id)
        FROM closed
        WHERE progress.consumer = closed.consumer AND progress.topic = closed.topic AND progress.key = closed.key
    )
    SELECT count(*) FROM closed
""")


async def close_letter(
    session: AsyncSession, consumer: str, letter: DeadLetter, state: DeadLetterState, outcome: Outcome
) -> bool:
    """Close ``letter`` under its key's lock; False where somebody else did so before.

    Its key goes on unless another dead letter holds it.
    """
    if letter.key is not None:
        await lock_progress(session, consumer, letter.topic, letter.key)
    attempts = 0 if state is DeadLetterState.DROPPED else 1
    values = {"id": letter.id, "state": state, "outcome": outcome, "attempts": attempts}
    return bool((await (await session.connection()).execute(_CLOSE, values)).scalar_one())


async def note_attempt(session: AsyncSession, letter: DeadLetter, failure: Exception) -> None:
    """Add to the story of ``letter`` that a replay failed."""
    told = {"reason": reason_code(failure), "failure": type(failure).__name__}
    row = update(DEAD_LETTERS).where(DEAD_LETTERS.c.id == letter.id)
    await (await session.connection()).execute(row.values(**told, attempts=DEAD_LETTERS.c.attempts + 1))
