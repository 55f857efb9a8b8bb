"""Read a question, as far as the principal may see it."""

from loket_intake.domain.access import Ownership, Visibility, reader_scope_of
from loket_intake.domain.pseudonyms import Pseudonyms
from loket_intake.domain.question import Question, QuestionMetadata
from loket_intake.store.questions import find_by_reference, load_question
from loket_shared.failures import NotFoundError
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
    found = await find_by_reference(work, reference)
    visibility = visibility_of(work, principal, found.ownership if found else None)
    question = await load_question(work, found.id, lock=lock) if found and visibility >= least else None
    if question is None:
        raise NotFoundError
    return question, visibility


def visibility_of(work: UnitOfWork, principal: Principal, ownership: Ownership | None) -> Visibility:
    """Return how much the principal sees of a question with this ownership; None if there is no such question.

    The scope is computed in both cases, so that the response time does not reveal whether the question exists.
    """
    scope = reader_scope_of(principal, Pseudonyms(work.vault.pseudonym))
    return scope.visibility_of(ownership) if ownership else Visibility.NOTHING
