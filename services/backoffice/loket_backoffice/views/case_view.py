"""A case as its reader sees it: in a list, and on its own page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from loket_backoffice.domain.access import (
    Visibility,
    known_requests,
    may_know_all_departments,
    participation_for,
    visibility_of,
)
from loket_backoffice.domain.answers import AnswerState, DeskAnswer
from loket_backoffice.domain.asker_contact import unreached_messages
from loket_backoffice.domain.case import Case, version_of
from loket_backoffice.domain.case_states import state_of
from loket_backoffice.domain.deadlines import ClockState
from loket_backoffice.domain.facts import (
    AnswerReturned,
)
from loket_backoffice.domain.route_in_force import open_proposal
from loket_backoffice.domain.timeline import timeline_for
from loket_backoffice.store.case_content import StoredNote
from loket_backoffice.store.cases import StoredCase
from loket_backoffice.store.requests import ContributionTexts
from loket_backoffice.views.clock_view import ClockView, clocks_for
from loket_backoffice.views.conversation_view import MessageView, messages_of
from loket_backoffice.views.request_view import RequestView, request_fields
from loket_backoffice.views.routing_view import RoutingView, routing_for
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import Asker, Institution, QuestionContent
from loket_shared.contracts.texts import BilingualText
from loket_shared.principal import Principal


class NoteView(WireModel):
    """A note with its author's subject; ``about``: the act that it explains, ``for_cleared`` officers only."""

    time: datetime
    author: str
    text: str
    for_cleared: bool
    about: str | None


class UnreachedView(WireModel):
    """A message that did not reach the asker: what it was for, and since when that is known."""

    occasion: str
    since: datetime


class CaseSummaryView(WireModel):
    """A case in a list; the fields left out are not for its reader.

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


class TimelineEntryView(WireModel):
    """One line of the timeline."""

    time: datetime
    text: BilingualText


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


@dataclass(frozen=True)
class CaseContent:
    """The content of a case that was opened for its reader; ``texts`` by contribution request."""

    question: QuestionContent | None = None
    asker: Asker | None = None
    answer: DeskAnswer = field(default_factory=DeskAnswer)
    answer_text: str = ""
    texts: Mapping[UUID, ContributionTexts] = field(default_factory=dict)
    notes: Sequence[StoredNote] = ()
    held_up: bool = False


def summary_for(
    reader: Principal, stored: StoredCase, question: QuestionContent | None, moment: datetime
) -> CaseSummaryView:
    """Return the case in a list as ``reader`` may see it; ``question`` is None for an erased one."""
    return CaseSummaryView.model_validate(
        _summary_fields(reader, stored, question, clocks_for(reader, stored.case, moment))
    )


def case_for(reader: Principal, stored: StoredCase, content: CaseContent, moment: datetime) -> CaseView:
    """Return the case as ``reader`` may see it; a reader of metadata gets the summary only."""
    clocks = clocks_for(reader, stored.case, moment)
    fields = _summary_fields(reader, stored, content.question, clocks)
    if content.question and visibility_of(reader, stored.case) is Visibility.CONTENT:
        fields |= _content_fields(reader, stored, content, content.question, clocks)
    if content.asker:
        fields["asker"] = content.asker
    fields["held_up"] = content.held_up
    return CaseView.model_validate(fields)


def _summary_fields(
    reader: Principal, stored: StoredCase, question: QuestionContent | None, clocks: Sequence[ClockView]
) -> dict[str, object]:
    participation = participation_for(reader, stored.case)
    fields: dict[str, object] = {
        "reference": stored.reference,
        "state": state_of(stored.case),
        "opened_at": stored.row.opened_at,
        "lead": participation.lead,
        "contributors": participation.contributors,
        "priority": "urgent" if participation.urgent else "normal",
        "clocks": clocks,
    }
    if question:
        fields |= {"kind": question.kind, "topics": question.topics}
    if question and visibility_of(reader, stored.case) is Visibility.CONTENT:
        last = [message for message in messages_of(stored.case) if message.kind != "feedback"][-1:]
        fields |= {
            "subject": question.subject,
            "assignee": stored.row.assignee,
            "asker_wrote_last": any(message.sender == "asker" for message in last),
            "route_proposed": open_proposal(stored.case) is not None,
            "unreached": tuple(
                UnreachedView(occasion=one.occasion, since=one.at) for one in unreached_messages(stored.case)
            ),
        }
    return fields


def _content_fields(
    reader: Principal,
    stored: StoredCase,
    content: CaseContent,
    question: QuestionContent,
    clocks: Sequence[ClockView],
) -> dict[str, object]:
    requests = [
        request_fields(reader, request, content.texts[request.id], clocks)
        for request in known_requests(reader, stored.case)
    ]
    return {
        "question": question,
        "language": stored.row.language,
        "institution": question.institution,
        "routing": routing_for(reader, stored.case, question),
        "requests": tuple(RequestView.model_validate(fields) for fields in requests),
        "answer": _answer_view(stored.case, content.answer, content.answer_text),
        "messages": messages_of(stored.case),
        "notes": _notes_for(reader, content.notes),
        "timeline": tuple(TimelineEntryView(time=m.time, text=m.text) for m in timeline_for(reader, stored.case)),
        "version": version_of(stored.case),
    }


def _answer_view(case: Case, answer: DeskAnswer, text: str) -> AnswerView:
    returned = case.facts_of(AnswerReturned)
    remark = returned[-1].remark if returned and answer.state is AnswerState.RETURNED else None
    return AnswerView(state=answer.state.value, version=answer.version, draft=text or None, remark=remark)


def _notes_for(reader: Principal, notes: Iterable[StoredNote]) -> tuple[NoteView, ...]:
    views = [
        NoteView(time=at, author=note.author, text=note.text, for_cleared=note.for_cleared, about=note.about)
        for at, note in notes
        if not note.for_cleared or may_know_all_departments(reader)
    ]
    return tuple(sorted(views, key=lambda view: view.time))


def next_clock(case: CaseSummaryView) -> ClockView | None:
    """Return the running clock that runs out first; a paused one only if none runs."""
    open_clocks = [clock for clock in case.clocks if clock.stopped_at is None]
    return min(open_clocks, key=lambda clock: (clock.state == ClockState.PAUSED, clock.due), default=None)


def with_next_clock(cases: Iterable[CaseSummaryView]) -> list[tuple[CaseSummaryView, ClockView | None]]:
    """Return the cases, each with the clock that runs out first."""
    return [(case, next_clock(case)) for case in cases]
