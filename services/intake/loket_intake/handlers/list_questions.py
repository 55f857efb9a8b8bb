"""Show somebody's own questions, and a coordinator those of the institution."""

from dataclasses import dataclass
from enum import StrEnum

from loket_intake.domain.access import Reach, Sight, reach_of
from loket_intake.domain.marks import Marks
from loket_intake.domain.outline import Outline, outline_of
from loket_intake.domain.question import Question
from loket_intake.handlers.sight import sight_of
from loket_intake.store import questions
from loket_intake.store.sealing import open_questions
from loket_shared.http.paging import PageRequest, last_moment
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


class Which(StrEnum):
    """Which of the questions in sight are wanted."""

    OWN = "own"
    INSTITUTION = "institution"
    ALL = "all"


@dataclass(frozen=True)
class Found:
    """Some questions, newest first; ``next`` is the cursor to go on from, None at the end."""

    items: tuple[Question | Outline, ...]
    next: str | None


async def list_questions(work: UnitOfWork, principal: Principal, page: PageRequest, which: Which = Which.ALL) -> Found:
    """Return a page of the questions that the principal sees, each as far as that goes."""
    reach = _narrowed(reach_of(principal, Marks(work.vault.pseudonym)), which)
    rows = await questions.list_questions(work.session, reach, last_moment(page), page.limit + 1)
    shown = rows[: page.limit]
    sights = {row.id: sight_of(work, principal, questions.belonging_of(row)) for row in shown}
    opened = await open_questions(work, shown)
    items = tuple(one if sights[one.id] is Sight.CONTENT else outline_of(one) for one in opened)
    for item in items:
        await work.audit(principal, "list-question" if isinstance(item, Question) else "list-outline", item.reference)
    return Found(items, page.next_cursor([(row.submitted_at, row.id) for row in rows]))


def _narrowed(reach: Reach, which: Which) -> Reach:
    match which:
        case Which.OWN:
            return Reach(own=reach.own)
        case Which.INSTITUTION:
            return Reach(institution=reach.institution)
        case Which.ALL:
            return reach
