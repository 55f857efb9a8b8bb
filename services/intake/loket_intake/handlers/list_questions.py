"""Lists a person's own questions, and for a coordinator those of the institution."""

from dataclasses import dataclass
from enum import StrEnum

from loket_intake.domain.access import ReaderScope, Visibility, reader_scope_of
from loket_intake.domain.pseudonyms import Pseudonyms
from loket_intake.domain.question import Question, QuestionMetadata
from loket_intake.store import questions
from loket_shared.http.paging import PageRequest, encode_cursor, last_moment
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


class ListScope(StrEnum):
    """The questions to list, of those that the principal sees."""

    OWN = "own"
    INSTITUTION = "institution"
    ALL = "all"


@dataclass(frozen=True)
class QuestionPage:
    """A page of questions, newest first; ``next`` is the cursor of the next page, None at the end."""

    items: tuple[Question | QuestionMetadata, ...]
    next: str | None


async def list_questions(
    work: UnitOfWork, principal: Principal, page: PageRequest, which: ListScope = ListScope.ALL
) -> QuestionPage:
    """Return a page of the questions that the principal sees, each as far as the principal sees it."""
    whole = reader_scope_of(principal, Pseudonyms(work.vault.pseudonym))
    found, last = await questions.list_questions(work, _narrow(whole, which), last_moment(page), page.limit)
    items: list[Question | QuestionMetadata] = []
    for question, ownership in found:
        is_own = whole.visibility_of(ownership) is Visibility.CONTENT
        items.append(question if is_own else question.metadata)
        await work.audit(principal, "question.listed" if is_own else "question-metadata.listed", question.reference)
    return QuestionPage(tuple(items), encode_cursor(last) if last else None)


def _narrow(scope: ReaderScope, which: ListScope) -> ReaderScope:
    match which:
        case ListScope.OWN:
            return ReaderScope(own=scope.own, address=scope.address)
        case ListScope.INSTITUTION:
            return ReaderScope(institution=scope.institution)
        case ListScope.ALL:
            return scope
