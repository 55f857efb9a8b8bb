"""Refusing a change by somebody who saw an earlier version."""

from loket_backoffice.domain.answers import DeskAnswer
from loket_backoffice.domain.case import Case, open_facts, version_of
from loket_backoffice.domain.case_states import state_of
from loket_backoffice.domain.contributions import ContributionRequest
from loket_backoffice.domain.errors import stale
from loket_backoffice.domain.facts import AnswerSubmitted, Supplemented
from loket_backoffice.domain.timeline import sentence_of


def require_case_version(case: Case, expected: int | None) -> None:
    """Let the change pass where ``expected`` is the case's version, or None.

    Raises:
        ConflictError: it is another; what happened since stands in ``changes``.
    """
    version = version_of(case)
    if expected not in (None, version):
        since = list(open_facts(case))[max(expected or 0, 0) :]
        changes = [{"time": fact.at, "text": sentence_of(fact).model_dump()} for fact in since]
        raise stale({"version": version, "state": state_of(case), "changes": changes})


def require_answer_to_this_question(case: Case, answer: DeskAnswer, expected: int | None) -> None:
    """Let the approval pass where ``expected`` is the answer's version; None passes while the question did not change.

    What the asker adds moves the version of an answer that waits for approval.

    Raises:
        ConflictError: it is another, or the asker added something; what was added stands in ``changes``.
    """
    added = [fact for fact in case.facts_since(AnswerSubmitted) if isinstance(fact, Supplemented)]
    if expected != answer.version and (added or expected is not None):
        changes = [{"time": fact.at, "text": sentence_of(fact).model_dump(), "message": fact.text} for fact in added]
        raise stale({"version": answer.version, "state": answer.state, "changes": changes})


def require_version(thing: ContributionRequest | DeskAnswer, expected: int | None) -> None:
    """Let the change pass where ``expected`` is the version of the request or the answer, or None.

    Raises:
        ConflictError: it is another.
    """
    if expected not in (None, thing.version):
        raise stale({"version": thing.version, "state": thing.state})
