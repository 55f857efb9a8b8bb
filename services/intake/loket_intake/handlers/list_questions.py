"""Show somebody's own questions, and a coordinator those of the institution."""

from dataclasses import dataclass
from enum import StrEnum

from loket_intake.domain.access import ReaderScope, Visibility, reader_scope_of
from loket_intake.domain.outline import QuestionMetadata, metadata_of
from loket_intake.domain.pseudonyms import Pseudonyms
from loket_intake.domain.question import Question
from loket_intake.handlers.sight import visibility_of
from loket_intake.store import questions
from loket_intake.store.sealing import open_questions
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.http.paging import PageRequest, last_moment
from loket_shared.identity.principal import Principal


class ListScope(StrEnum):
    """Which of the questions in sight are wanted."""

    OWN = "own"
    INSTITUTION = "institution"
    ALL = "all"


@dataclass(frozen=True)
class QuestionPage:
    """Some questions, newest first; ``next`` is the cursor to go on from, None at the end."""

    items: tuple[Question | QuestionMetadata, ...]
    next: str | None


async def list_questions(
    work: UnitOfWork, principal: Principal, page: PageRequest, which: ListScope = ListScope.ALL
) -> QuestionPage:
    """Return a page of the questions that the principal sees, each as far as that goes."""
    reach = _narrowed(reader_scope_of(principal, Pseudonyms(work.vault.pseudonym)), which)
    rows = await questions.list_questions(work.session, reach, last_moment(page), page.limit + 1)
    shown = rows[: page.limit]
    sights = {row.id: visibility_of(work, principal, questions.belonging_of(row)) for row in shown}
    opened = await open_questions(work, shown)
    items = tuple(one if sights[one.id] is Visibility.CONTENT else metadata_of(one) for one in opened)
    for item in items:
        await work.audit(principal, "list-question" if isinstance(item, Question) else "list-outline", item.reference)
    return QuestionPage(items, page.next_cursor([(row.submitted_at, row.id) for row in rows]))


def _narrowed(reach: ReaderScope, which: ListScope) -> ReaderScope:
    match which:
        case ListScope.OWN:
            return ReaderScope(own=reach.own)
        case ListScope.INSTITUTION:
            return ReaderScope(institution=reach.institution)
        case ListScope.ALL:
            return reach
