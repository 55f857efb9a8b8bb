"""Reads and lists questions, each as far as the principal may see it."""

from dataclasses import dataclass
from enum import StrEnum

from loket_intake.domain.access import Ownership, ReaderScope, Visibility, reader_scope_of
from loket_intake.domain.pseudonyms import Pseudonyms
from loket_intake.domain.question import Question, QuestionMetadata
from loket_intake.store import questions
from loket_shared.failures import NotFoundError
from loket_shared.http.paging import PageRequest, encode_cursor, last_moment
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def read_question(work: UnitOfWork, principal: Principal, reference: str) -> Question | QuestionMetadata:
    """Return the question for its own asker, and its metadata for the institution's coordinator.

    Raises:
        NotFoundError: the question does not exist for the principal.
        ErasedError: its keys are destroyed.
    """
    question, visibility = await load_visible_question(work, principal, reference)
    if visibility is Visibility.CONTENT:
        await work.audit(principal, "question.read", reference)
        return question
    await work.audit(principal, "question-metadata.read", reference)
    return question.metadata


async def read_own_question(work: UnitOfWork, principal: Principal, reference: str) -> Question:
    """Return the question for its own asker; raises as ``read_question``, and NotFoundError for a coordinator."""
    question, _ = await load_visible_question(work, principal, reference, Visibility.CONTENT)
    await work.audit(principal, "question.read", reference)
    return question


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


async def load_visible_question(
    work: UnitOfWork,
    principal: Principal,
    reference: str,
    least: Visibility = Visibility.METADATA,
    *,
    lock: bool = False,
) -> tuple[Question, Visibility]:
    """Return the question and how much of it the principal sees.

    The question is opened, and locked if asked, only after the principal is known to see it.

    Raises:
        NotFoundError: it does not exist, or the principal sees less of it than ``least``.
        ErasedError: its keys are destroyed.
    """
    found = await questions.find_by_reference(work, reference)
    visibility = visibility_of(work, principal, found.ownership if found else None)
    question = await questions.load_question(work, found.id, lock=lock) if found and visibility >= least else None
    if question is None:
        raise NotFoundError
    return question, visibility


def visibility_of(work: UnitOfWork, principal: Principal, ownership: Ownership | None) -> Visibility:
    """Return how much the principal sees of a question with this ownership; None if there is no such question.

    The scope is computed in both cases, so that the response time does not reveal whether the question exists.
    """
    scope = reader_scope_of(principal, Pseudonyms(work.vault.pseudonym))
    return scope.visibility_of(ownership) if ownership else Visibility.NOTHING
