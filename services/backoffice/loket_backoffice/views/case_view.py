"""A case as its reader sees it: in a list, and on its own page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from loket_backoffice.domain.access import (
    Sight,
    known_requests,
    knows_all_participation,
    notes_compartments,
    participation_for,
    sees_asker,
    sight_of,
)
from loket_backoffice.domain.answers import AnswerState
from loket_backoffice.domain.asker_contact import unreached
from loket_backoffice.domain.case import CaseFile, version_of
from loket_backoffice.domain.case_states import state_of
from loket_backoffice.domain.deadlines import ClockState
from loket_backoffice.domain.facts import (
    Answered,
    AnswerReturned,
    Fact,
    FeedbackGiven,
    InformationRequested,
    Supplemented,
    Withdrawn,
)
from loket_backoffice.domain.route_in_force import proposal
from loket_backoffice.domain.timeline import timeline_for
from loket_backoffice.store.answers import read_answer
from loket_backoffice.store.cases import StoredCase, is_case_held_up
from loket_backoffice.store.notes import read_notes
from loket_backoffice.store.questions import read_asker, read_question
from loket_backoffice.views.clock_view import ClockView, clocks_for
from loket_backoffice.views.request_view import RequestView, request_fields
from loket_backoffice.views.routing_view import RoutingView, routing_for
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.parts import Asker, Institution, QuestionContent
from loket_shared.contracts.texts import Text
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


class MessageView(WireModel):
    """What one side wrote to the other; ``helpful`` stands in feedback, which nobody has to answer."""

    time: datetime
    sender: Annotated[Literal["asker", "desk"], Field(alias="from")]
    text: str
    kind: Literal["message", "feedback", "withdrawal"] = "message"
    helpful: bool | None = None


def messages_of(case: CaseFile) -> tuple[MessageView, ...]:
    """Return what asker and desk wrote to each other since the question, oldest first."""
    messages = [message for fact in case.facts if (message := _message(fact))]
    return tuple(sorted(messages, key=lambda message: message.time))


def _message(fact: Fact) -> MessageView | None:
    match fact:
        case Supplemented(text=text):
            return MessageView(time=fact.at, sender="asker", text=text)
        case FeedbackGiven(helpful=helpful, text=text):
            return MessageView(time=fact.at, sender="asker", text=text or "", kind="feedback", helpful=helpful)
        case Withdrawn(reason=reason):
            return MessageView(time=fact.at, sender="asker", text=reason or "", kind="withdrawal")
        case InformationRequested(text=text) | Answered(text=text):
            return MessageView(time=fact.at, sender="desk", text=text)
        case _:
            return None


class NoteView(WireModel):
    """A note with its author's subject; ``about``: the act that it explains, ``for_cleared`` officers only."""

    time: datetime
    author: str
    text: str
    for_cleared: bool
    about: str | None


async def notes_for(work: UnitOfWork, reader: Principal, case: StoredCase) -> tuple[NoteView, ...]:
    """Return the notes of the reader's own compartment, oldest first."""
    views = [
        NoteView(time=row.at, author=note.author, text=note.text, for_cleared=note.for_cleared, about=note.about)
        for request_id in notes_compartments(reader, case.file)
        for row, note in await read_notes(work, case.id, request_id)
        if not note.for_cleared or knows_all_participation(reader)
    ]
    return tuple(sorted(views, key=lambda view: view.time))


class UnreachedView(WireModel):
    """A message that did not reach the asker: what it was for, and since when that is known."""

    occasion: str
    since: datetime


class CaseSummaryView(WireModel):
    """What a list tells of a case; the fields left out are not for its reader.

    ``asker_wrote_last``: the asker added something, perhaps to an answer, that nobody replied to.
    ``route_proposed``: routing proposes another route, which an officer has to decide on. ``unreached``: messages
    that failed, so that the asker is to be telephoned.
    """

    reference: str
    state: str
    opened_at: datetime | None
    lead: str | None
    contributors: tuple[str, ...]
    priority: str
    clocks: tuple[ClockView, ...]
    kind: str | None = None
    topics: tuple[str, ...] = ()
    subject: str | None = None
    assignee: str | None = None
    asker_wrote_last: bool = False
    route_proposed: bool = False
    unreached: tuple[UnreachedView, ...] = ()


def summary_for(
    reader: Principal, case: StoredCase, question: QuestionContent | None, moment: datetime
) -> dict[str, object]:
    """Return the fields of a summary that are for ``reader``; ``question`` is None once it is erased."""
    participation = participation_for(reader, case.file)
    fields: dict[str, object] = {
        "reference": case.reference,
        "state": state_of(case.file),
        "opened_at": case.row.opened_at,
        "lead": participation.lead,
        "contributors": participation.contributors,
        "priority": "urgent" if participation.urgent else "normal",
        "clocks": clocks_for(reader, case.file, moment),
    }
    if question:
        fields |= {"kind": question.kind, "topics": question.topics}
    if question and sight_of(reader, case.file) is Sight.CONTENT:
        last = [message for message in messages_of(case.file) if message.kind != "feedback"][-1:]
        fields |= {
            "subject": question.subject,
            "assignee": case.row.assignee,
            "asker_wrote_last": any(message.sender == "asker" for message in last),
            "route_proposed": proposal(case.file) is not None,
            "unreached": tuple(UnreachedView(occasion=one.occasion, since=one.at) for one in unreached(case.file)),
        }
    return fields


class TimelineEntryView(WireModel):
    """One line of the timeline."""

    time: datetime
    text: Text


class AnswerView(WireModel):
    """The answer under way; ``remark`` says why it was returned."""

    state: Literal["none", "draft", "submitted", "returned", "approved"]
    version: int
    draft: str | None = None
    remark: str | None = None


class CaseView(CaseSummaryView):
    """Everything about a case that its reader may see; the fields left out are not for this reader.

    ``held_up`` says that a message about it was not taken in yet, so that more may have happened.
    """

    held_up: bool = False
    question: QuestionContent | None = None
    language: str | None = None
    institution: Institution | None = None
    asker: Asker | None = None
    routing: RoutingView | None = None
    requests: tuple[RequestView, ...] = ()
    answer: AnswerView | None = None
    messages: tuple[MessageView, ...] = ()
    notes: tuple[NoteView, ...] = ()
    timeline: tuple[TimelineEntryView, ...] = ()
    version: int | None = None


async def case_for(work: UnitOfWork, reader: Principal, case: StoredCase) -> CaseView:
    """Return the case as ``reader`` may see it; who sees metadata only gets the summary."""
    sight = sight_of(reader, case.file)
    question = await read_question(work, case.row) if not case.erased else None
    fields = summary_for(reader, case, question, work.clock.now())
    if question and sight is Sight.CONTENT:
        fields |= await _content(work, reader, case, question)
    if question and sees_asker(reader):
        fields["asker"] = await read_asker(work, case.row)
    fields["held_up"] = not case.erased and await is_case_held_up(work, case.id)
    return CaseView.model_validate(fields)


async def _content(
    work: UnitOfWork, reader: Principal, case: StoredCase, question: QuestionContent
) -> dict[str, object]:
    requests = [await request_fields(work, reader, case, request) for request in known_requests(reader, case.file)]
    return {
        "question": question,
        "language": case.row.language,
        "institution": question.institution,
        "routing": routing_for(reader, case.file, question),
        "requests": tuple(RequestView.model_validate(fields) for fields in requests),
        "answer": await _answer(work, case),
        "messages": messages_of(case.file),
        "notes": await notes_for(work, reader, case),
        "timeline": tuple(TimelineEntryView(time=m.time, text=m.text) for m in timeline_for(reader, case.file)),
        "version": version_of(case.file),
    }


async def _answer(work: UnitOfWork, case: StoredCase) -> AnswerView:
    answer, text = await read_answer(work, case.id)
    returned = case.file.every(AnswerReturned)
    remark = returned[-1].remark if returned and answer.state is AnswerState.RETURNED else None
    return AnswerView(state=answer.state.value, version=answer.version, draft=text or None, remark=remark)


def next_clock(case: CaseSummaryView) -> ClockView | None:
    """Return the clock that runs out first, of those that still run; a paused one only where no other runs."""
    open_clocks = [clock for clock in case.clocks if clock.stopped_at is None]
    return min(open_clocks, key=lambda clock: (clock.state == ClockState.PAUSED, clock.due), default=None)


def with_next_clock(cases: Iterable[CaseSummaryView]) -> list[tuple[CaseSummaryView, ClockView | None]]:
    """Return the cases, each with the clock that runs out first."""
    return [(case, next_clock(case)) for case in cases]
