"""What each version of a question told."""

from uuid import UUID

from sqlmodel import col, delete

from loket_routing.domain.deciding.evidence import Evidence
from loket_routing.store.tables import EvidenceRow
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.db.unit_of_work import Place, UnitOfWork

_INSERT = "INSERT INTO evidence (question_id, question_version, sealed) VALUES ($1, $2, $3)"


async def keep_evidence(work: UnitOfWork, question_id: UUID, version: int, evidence: Evidence) -> None:
    """Keep what ``version`` of the question told, sealed as the question is."""
    name = KeyName(question_id, Compartment.QUESTION)
    sealed = await work.seal_model(evidence, name, evidence_place(question_id, version))
    await work.driver.execute(_INSERT, question_id, version, sealed)


async def evidence_of(work: UnitOfWork, question_id: UUID, version: int) -> Evidence | None:
    """Return what ``version`` of the question told; None where nothing was kept.

    Raises:
        Erased: the question's keys are destroyed.
    """
    row = await work.session.get(EvidenceRow, (question_id, version))
    place = evidence_place(question_id, version)
    return None if row is None else await work.unseal_model(Evidence, row.sealed, place)


async def forget_evidence(work: UnitOfWork, question_id: UUID) -> None:
    """Remove what every version of the question told."""
    await work.session.exec(delete(EvidenceRow).where(col(EvidenceRow.question_id) == question_id))


def evidence_place(question_id: UUID, version: int) -> Place:
    """Return where the evidence of one version lies."""
    return Place("evidence", f"{question_id}/{version}", "sealed")
