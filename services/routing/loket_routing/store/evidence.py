"""The evidence of each version of a question."""

from uuid import UUID

from sqlmodel import col, delete

from loket_routing.domain.decide.evidence import Evidence
from loket_routing.store.tables import EvidenceRow
from loket_shared.unit_of_work import Place, UnitOfWork

_NEWEST = """
    SELECT question_version, sealed FROM evidence WHERE question_id = $1 ORDER BY question_version DESC LIMIT 1
"""


async def newest_evidence(work: UnitOfWork, question_id: UUID) -> Evidence | None:
    """Return the evidence of the newest version that was read; None if there is none.

    Raises:
        ErasedError: the question's keys are destroyed.
    """
    row = await work.driver.fetchrow(_NEWEST, question_id)
    if row is None:
        return None
    return await work.unseal_model(Evidence, row["sealed"], evidence_place(question_id, row["question_version"]))


async def forget_evidence(work: UnitOfWork, question_id: UUID) -> None:
    """Remove the evidence of every version of the question."""
    await work.session.exec(delete(EvidenceRow).where(col(EvidenceRow.question_id) == question_id))


def evidence_place(question_id: UUID, version: int) -> Place:
    """Return the sealing place of the evidence of one version."""
    return Place("evidence", f"{question_id}/{version}", "sealed")
