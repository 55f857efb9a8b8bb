"""A case as its reader sees it: in a list, and on its own page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from loket_backoffice.domain.access import (
    Visibility,
    may_know_all_departments,
    visible_part,
)
from loket_backoffice.domain.answers import AnswerState, DeskAnswer
from loket_backoffice.domain.case import Case, version_of
from loket_backoffice.domain.contributions import ContributionRequest
from loket_backoffice.domain.deadlines import DeadlineClock
from loket_backoffice.domain.facts import (
    AnswerReturned,
)
from loket_backoffice.domain.timeline import timeline_for
from loket_backoffice.store.case_content import StoredNote
from loket_backoffice.store.cases import StoredCase
from loket_backoffice.store.requests import ContributionTexts
from loket_backoffice.views.case_summary import CaseSummaryView, fields_of, summary_of
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


def case_for(reader: Principal, stored: StoredCase, content: CaseContent, moment: datetime) -> CaseView:
    """Return the case as ``reader`` may see it; a reader of metadata gets the summary only."""
    part = visible_part(reader, stored.case)
    summary = summary_of(part, stored, content.question, moment)
    fields = fields_of(summary)
    if content.question and part.visibility is Visibility.CONTENT:
        fields |= _content_fields(reader, stored, content, content.question, part.requests, summary.clocks)
    if content.asker:
        fields["asker"] = content.asker
    fields["held_up"] = content.held_up
    return CaseView.model_validate(fields)


def _content_fields(
    reader: Principal,
    stored: StoredCase,
    content: CaseContent,
    question: QuestionContent,
    known: Iterable[ContributionRequest],
    clocks: Sequence[DeadlineClock],
) -> dict[str, object]:
    requests = [request_fields(reader, request, content.texts[request.id], clocks) for request in known]
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
