"""Idempotency keys as processes of the earlier release claim them, which name the question in a column of its own.

Once no process of that release runs any more, and a day has passed, there is nothing left to find here.
"""

from uuid import UUID

from loket_shared.unit_of_work import UnitOfWork

_QUESTION = "SELECT question_id FROM idempotency_keys WHERE key = $1"
_FORGET = "DELETE FROM idempotency_keys WHERE question_id = $1"


async def question_under(work: UnitOfWork, key: str) -> UUID:
    """Return the question that was handed in under a key, which is given as its mark."""
    question_id: UUID = await work.driver.fetchval(_QUESTION, key)
    return question_id


async def forget_former_keys(work: UnitOfWork, question_id: UUID) -> None:
    """Delete the keys under which a question was handed in."""
    await work.driver.execute(_FORGET, question_id)
