"""Optimistic locks: a change based on an earlier version is refused."""

from loket_backoffice.domain.answers import DeskAnswer
from loket_backoffice.domain.case import Case, open_facts, version_of
from loket_backoffice.domain.case_states import state_of
from loket_backoffice.domain.contributions import ContributionRequest
from loket_backoffice.domain.errors import stale
from loket_backoffice.domain.facts import AnswerSubmitted, Supplemented
from loket_backoffice.domain.timeline import sentence_of


def require_case_version(case: Case, expected: int | None) -> None:
    """Refuse the change unless ``expected`` is the case's version, or None.

    Raises:
        ConflictError: the version is another; ``changes`` lists the events since.
    """
    version = version_of(case)
    if expected not in (None, version):
        since = list(open_facts(case))[max(expected or 0, 0) :]
        changes = [{"time": fact.at, "text": sentence_of(fact).model_dump()} for fact in since]
        raise stale({"version": version, "state": state_of(case), "changes": changes})


def require_answer_to_this_question(case: Case, answer: DeskAnswer, expected: int | None) -> None:
    """Refuse the approval unless ``expected`` is the answer's version, or None and the question did not change.

    A supplement changes the version of an answer that waits for approval.

    Raises:
        ConflictError: the version is another, or the asker added something; ``changes`` lists the additions.
    """
    added = [fact for fact in case.facts_since(AnswerSubmitted) if isinstance(fact, Supplemented)]
    if expected != answer.version and (added or expected is not None):
        changes = [{"time": fact.at, "text": sentence_of(fact).model_dump(), "message": fact.text} for fact in added]
        raise stale({"version": answer.version, "state": answer.state, "changes": changes})


def require_version(thing: ContributionRequest | DeskAnswer, expected: int | None) -> None:
    """Refuse the change unless ``expected`` is the version of the request or the answer, or None.

    Raises:
        ConflictError: the version is another.
    """
    if expected not in (None, thing.version):
        raise stale({"version": thing.version, "state": thing.state})
