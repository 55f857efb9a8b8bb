"""Show somebody's own questions, and a coordinator those of the institution."""

from dataclasses import dataclass
from enum import StrEnum

from loket_intake.domain.access import Reach, Sight, reach_of
from loket_intake.domain.marks import Marks
from loket_intake.domain.outline import Outline, outline_of
from loket_intake.domain.question import Question
from loket_intake.handlers.sight import sight_of
from loket_intake.store import questions
from loket_intake.store.questions import SortKey
from loket_intake.store.sealing import open_questions
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


class Which(StrEnum):
    """Which of the questions in sight are wanted."""

    OWN = "own"
    INSTITUTION = "institution"
    ALL = "all"


@dataclass(frozen=True)
class Found:
    """Some questions, newest first, and where to go on; ``after`` is None at the end."""

    items: tuple[Question | Outline, ...]
    after: SortKey | None


async def list_questions(
    work: UnitOfWork, principal: Principal, which: Which = Which.ALL, after: SortKey | None = None, limit: int = 50
) -> Found:
    """Return up to ``limit`` questions that the principal sees, each as far as that goes."""
    reach = _narrowed(reach_of(principal, Marks(work.vault.pseudonym)), which)
    rows = await questions.list_questions(work.session, reach, after, limit + 1)
    page = rows[:limit]
    sights = {row.id: sight_of(work, principal, row) for row in page}
    opened = await open_questions(work, page)
    items = tuple(one if sights[one.id] is Sight.CONTENT else outline_of(one) for one in opened)
    for item in items:
        await work.audit(principal, "list-question" if isinstance(item, Question) else "list-outline", item.reference)
    return Found(items, (page[-1].submitted_at, page[-1].id) if len(rows) > limit else None)


def _narrowed(reach: Reach, which: Which) -> Reach:
    match which:
        case Which.OWN:
            return Reach(own=reach.own)
        case Which.INSTITUTION:
            return Reach(institution=reach.institution)
        case Which.ALL:
            return reach
