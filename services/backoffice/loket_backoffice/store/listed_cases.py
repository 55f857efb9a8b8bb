"""Loads what a list shows of its cases, in one round trip; what it does not show is not opened."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from pydantic import TypeAdapter

from loket_backoffice.domain import facts
from loket_backoffice.domain.contributions import ContributionRequest
from loket_backoffice.domain.facts import CaseFact, Erased
from loket_backoffice.domain.routes import CaseRoute
from loket_backoffice.store.case_content import place_of_question
from loket_backoffice.store.cases import StoredCase, case_of
from loket_backoffice.store.facts import place_of_fact, read_fact
from loket_backoffice.store.requests import place_of_record, read_record
from loket_backoffice.store.seals import open_all
from loket_backoffice.store.tables import CaseColumns
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import Kind
from loket_shared.unit_of_work import UnitOfWork

_UNOPENED: Mapping[str, Callable[[datetime], CaseFact]] = MappingProxyType(
    {
        "withdrawn": lambda at: facts.Withdrawn(at=at),
        "left-unrouted": lambda at: facts.LeftUnrouted(at=at),
        "coordination-started": lambda at: facts.CoordinationStarted(at=at),
        "assigned": lambda at: facts.Assigned(at=at, actor="", assignee=""),
        "information-requested": lambda at: facts.InformationRequested(at=at, actor="", text=""),
        "told-by-telephone": lambda at: facts.ToldByTelephone(at=at, actor=""),
        "answer-submitted": lambda at: facts.AnswerSubmitted(at=at, actor=""),
        "answer-returned": lambda at: facts.AnswerReturned(at=at, actor="", remark=""),
        "answered": lambda at: facts.Answered(at=at, actor="", text=""),
        "closed": lambda at: facts.Closed(at=at, actor=""),
        "reopened": lambda at: facts.Reopened(at=at, actor="", reason=""),
        "feedback-given": lambda at: facts.FeedbackGiven(at=at, helpful=False),
        "erased": lambda at: Erased(at=at),
    }
)
"""The facts of which a list needs kind and time only, which are in the clear."""


class ListedQuestion(WireModel):
    """The part of a question that a list shows."""

    kind: Kind
    topics: tuple[str, ...]
    subject: str


@dataclass(frozen=True, slots=True)
class _Decision:
    """The part of a decision of routing that a list needs; its reasons and its choices are left out."""

    at: datetime
    question_version: int
    route: CaseRoute
    confirmation_needed: bool
    applies: bool = True


_DECISION = TypeAdapter(_Decision)

# The facts in their order and, without a kind, the requests.
_HISTORY = """
    SELECT case_id, id, kind, at, CASE WHEN kind <> ALL($2::text[]) THEN payload END AS payload, position
    FROM case_facts WHERE case_id = ANY($1)
    UNION ALL SELECT case_id, id, NULL, NULL, record, NULL FROM requests WHERE case_id = ANY($1)
    ORDER BY position
"""


class ListedCase(NamedTuple):
    """A case in a list; ``question`` is None for an erased one."""

    stored: StoredCase
    question: ListedQuestion | None


async def load_listed_cases(work: UnitOfWork, rows: Sequence[CaseColumns]) -> list[ListedCase]:
    """Return the cases of ``rows`` in their order; a case without its keys counts as erased now.

    Of the facts that a list does not show, the texts and the people are left out.
    """
    history = await work.driver.fetch(_HISTORY, [row.id for row in rows], list(_UNOPENED))
    sealed = [(row.question, place_of_question(row.id)) for row in rows if row.question]
    sealed += [
        (payload, place_of_fact(row_id) if kind else place_of_record(row_id))
        for _, row_id, kind, _, payload, _ in history
        if payload
    ]
    opened = iter(await open_all(work, sealed))
    questions = {row.id: next(opened) for row in rows if row.question}
    known: dict[UUID, list[CaseFact | None]] = defaultdict(list)
    requests: dict[UUID, list[ContributionRequest]] = defaultdict(list)
    for case_id, _, kind, at, payload, _ in history:
        content = next(opened) if payload else None
        if kind in _UNOPENED:
            known[case_id].append(_UNOPENED[kind](at))
        elif kind:
            known[case_id].append(_read_fact(kind, content) if content else None)
        elif content:
            requests[case_id].append(read_record(content))
    now = work.clock.now()
    return [
        ListedCase(StoredCase(row, case_of(known[row.id], requests[row.id], now)), _question(questions.get(row.id)))
        for row in rows
    ]


def _read_fact(kind: str, payload: bytes) -> CaseFact:
    if kind == "route-decided":
        decided = _DECISION.validate_json(payload)
        return facts.RouteDecided(
            at=decided.at,
            question_version=decided.question_version,
            route=decided.route,
            confirmation_needed=decided.confirmation_needed,
            applies=decided.applies,
        )
    return read_fact(payload)


def _question(content: bytes | None) -> ListedQuestion | None:
    return ListedQuestion.model_validate_json(content) if content else None
