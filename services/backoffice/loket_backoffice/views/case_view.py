"""A case on its own page."""

from datetime import datetime
from typing import Literal

from loket_backoffice.domain.access import Sight, known_requests, sees_asker, sight_of
from loket_backoffice.domain.answers import AnswerState
from loket_backoffice.domain.facts import AnswerReturned
from loket_backoffice.domain.timeline import timeline_for
from loket_backoffice.domain.versions import version_of
from loket_backoffice.store.answer_store import read_answer
from loket_backoffice.store.case_store import StoredCase
from loket_backoffice.store.held_up import is_case_held_up
from loket_backoffice.store.question_store import read_asker, read_question
from loket_backoffice.views.case_summary import CaseSummary, summary_for
from loket_backoffice.views.conversation import Message, messages_of
from loket_backoffice.views.note_view import NoteView, notes_for
from loket_backoffice.views.request_view import RequestView, request_fields
from loket_backoffice.views.routing_view import RoutingView, routing_for
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import Asker, Institution, QuestionContent
from loket_shared.contracts.texts import BilingualText
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


class MomentView(WireModel):
    """One line of the timeline."""

    time: datetime
    text: BilingualText


class AnswerView(WireModel):
    """The answer under way; ``remark`` says why it was returned."""

    state: Literal["none", "draft", "submitted", "returned", "approved"]
    version: int
    draft: str | None = None
    remark: str | None = None


class CaseView(CaseSummary):
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
    messages: tuple[Message, ...] = ()
    notes: tuple[NoteView, ...] = ()
    timeline: tuple[MomentView, ...] = ()
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
        "timeline": tuple(MomentView(time=m.time, text=m.text) for m in timeline_for(reader, case.file)),
        "version": version_of(case.file),
    }


async def _answer(work: UnitOfWork, case: StoredCase) -> AnswerView:
    answer, text = await read_answer(work, case.id)
    returned = case.file.every(AnswerReturned)
    remark = returned[-1].remark if returned and answer.state is AnswerState.RETURNED else None
    return AnswerView(state=answer.state.value, version=answer.version, draft=text or None, remark=remark)
