"""Tags that show a letter's covert owner before anything is opened.

A tag is made of the letter's own id, so no two are alike. One that is not a covert department's is made of nothing.
"""

from uuid import UUID, uuid4

from loket_policy import code_lists
from loket_shared.unit_of_work import UnitOfWork


def tag_for(work: UnitOfWork, letter: UUID, department: str | None) -> str:
    """Return the tag of a letter that is about the work of ``department``, or of none."""
    covert = department in code_lists.departments().covert
    return _tag(work, letter, department or "") if covert else work.vault.pseudonym(str(uuid4()))


def covert_owner(work: UnitOfWork, letter: UUID, tag: str) -> str | None:
    """Return the covert department whose letter it is by its ``tag``; None where it is no covert one's."""
    return next((code for code in code_lists.departments().covert if _tag(work, letter, code) == tag), None)


def _tag(work: UnitOfWork, letter: UUID, department: str) -> str:
    return work.vault.pseudonym(f"letter {letter} {department}")
