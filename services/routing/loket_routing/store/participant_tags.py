"""Tags of a question's participants: they answer whether one department takes part, and nothing else.

A question has as many tags as there are departments, real ones for the participants. A department's tag differs per
question. So a copy of all rows reveals neither the participants nor their number.
"""

from collections.abc import Collection
from uuid import UUID, uuid4

from loket_routing.domain.departments import consultable
from loket_shared.unit_of_work import UnitOfWork


def tag_of(work: UnitOfWork, question_id: UUID, department: str) -> str:
    """Return the tag of ``department`` in the question's row."""
    return work.vault.pseudonym(f"participant {question_id} {department}")


def tags_for(work: UnitOfWork, question_id: UUID, participants: Collection[str]) -> list[str]:
    """Return the tags of a question in which ``participants`` take part, in an order that reveals nothing."""
    return sorted(
        tag_of(work, question_id, department) if department in participants else work.vault.pseudonym(str(uuid4()))
        for department in consultable()
    )
