"""The page of dead letters, missing events and undelivered mails, with the actions on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Response
from starlette.responses import RedirectResponse

from loket_backoffice.domain.errors import TokenExpiredError
from loket_backoffice.handlers.handle_failures import (
    DeadLetterSelection,
    decide_dead_letters,
    drop_waiting,
    read_failures,
    send_again,
)
from loket_backoffice.pages.message_labels import event_name, explained
from loket_backoffice.pages.page_context import PageContext, PageContextDep
from loket_policy.covert import require_operations_reader
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ConflictError, FieldError
from loket_shared.http.dead_letter_views import MAX_AT_ONCE, DeadLetterView, DecisionOutcome
from loket_shared.http.gaps import ParkedView
from loket_shared.web import forms
from loket_shared.web.page_context import DONE

router = APIRouter()

FailureAction = Literal["replay", "drop", "drop-waiting", "resend"]
"""The actions on a failure."""

SUCCEEDED, LEFT = "gelukt", "over"
"""The query parameters with the number of messages that an action succeeded for, and of the others."""

_NOTHING = BilingualText(nl="Kies eerst een of meer berichten.", en="Choose one or more messages first.")
_GONE = BilingualText(nl="Deze berichten wachten niet meer.", en="These messages do not wait any more.")
_WHY = BilingualText(nl="Vertel waarom u dit bericht opgeeft.", en="Say why you give this message up.")


@dataclass(frozen=True)
class FailureForm:
    """An action on messages of one service. Dropping messages, and any action on many, is confirmed first."""

    act: Annotated[FailureAction, Form()]
    service: Annotated[str, Form(max_length=30)] = "notifications"
    letter: Annotated[Sequence[UUID], Form(max_length=MAX_AT_ONCE)] = ()
    reason: Annotated[str, Form(max_length=200)] = ""
    because: Annotated[str, Form(max_length=1000)] = ""
    confirmed: Annotated[bool, Form()] = False
    form_key: Annotated[str, Form(max_length=100)] = ""

    @property
    def is_giving_up(self) -> bool:
        """True if the action drops messages."""
        return self.act in ("drop", "drop-waiting")

    @property
    def needs_confirmation(self) -> bool:
        """True if a person must confirm the action first."""
        many = bool(self.reason) or len(self.letter) > 1
        return not self.confirmed and self.act != "resend" and (self.is_giving_up or many)

    @property
    def selection(self) -> DeadLetterSelection:
        """The dead letters to act on."""
        return DeadLetterSelection(self.service, self.letter, self.reason)


@router.get("/vastgelopen-berichten")
async def show(context: PageContextDep) -> Response:
    """Show the failures that wait for a decision."""
    return await _page(context)


@router.post("/vastgelopen-berichten")
async def act(context: PageContextDep, sent: Annotated[FailureForm, Depends()]) -> Response:
    """Replay messages, drop them, or send a mail again."""
    require_operations_reader(context.principal)
    if not sent.letter and not sent.reason:
        return await _page(context, _NOTHING, 400)
    try:
        if sent.needs_confirmation:
            return await _confirmation(context, sent)
        if sent.is_giving_up and not sent.because.strip():
            return await _confirmation(context, sent, _WHY)
        succeeded, left = await _carry_out(context, sent)
    except ConflictError as refused:
        return await _page(context, refused.text)
    except TokenExpiredError:
        return await _page(context)
    query = urlencode({DONE: sent.act, SUCCEEDED: succeeded, LEFT: left})
    return RedirectResponse(f"/vastgelopen-berichten?{query}", status_code=303)


async def _carry_out(context: PageContext, sent: FailureForm) -> tuple[int, int]:
    """Return the number of messages that the action succeeded for, and of the others."""
    caller = (context.principal, context.runtime.settings, context.access_token)
    if sent.act == "replay" or sent.act == "drop":
        outcomes = await decide_dead_letters(*caller, sent.selection, sent.act, sent.because)
        succeeded = outcomes[DecisionOutcome.REPLAYED] + outcomes[DecisionOutcome.DROPPED]
        return succeeded, outcomes.total() - succeeded
    for each in sent.letter:
        if sent.act == "resend":
            await send_again(*caller, each, sent.form_key)
        else:
            await drop_waiting(*caller, sent.service, each, sent.because)
    return len(sent.letter), 0


async def _confirmation(context: PageContext, sent: FailureForm, wrong: BilingualText | None = None) -> Response:
    """Show the selected messages, so that a person confirms the action.

    Raises:
        ConflictError: none of them waits.
    """
    chosen = await _chosen(context, sent)
    if not chosen:
        raise ConflictError("not-waiting", _GONE)
    errors = (FieldError("because", wrong),) if wrong else ()
    form = forms.Form({"because": [sent.because]}, errors)
    status = 400 if wrong else 200
    return context.page("dead_letters_confirm.html", status, sent=sent, chosen=chosen, form=form, **_LABELS)


async def _chosen(context: PageContext, sent: FailureForm) -> list[DeadLetterView | ParkedView]:
    failures = await read_failures(context.principal, context.runtime.settings, context.access_token)
    letters, gaps = failures.dead_letters.get(sent.service), failures.gaps.get(sent.service)
    if sent.act == "drop-waiting":
        return [each for gap in (gaps.items if gaps else ()) for each in gap.records if each.id in sent.letter]
    waiting = letters.items if letters else ()
    return [each for each in waiting if each.id in sent.letter or each.reason == sent.reason]


async def _page(context: PageContext, refused: BilingualText | None = None, status: int = 409) -> Response:
    try:
        failures = await read_failures(context.principal, context.runtime.settings, context.access_token)
    except TokenExpiredError:
        failures = None
    given = {name: context.request.query_params.get(name, "") for name in (SUCCEEDED, LEFT)}
    counts = {name: int(count) for name, count in given.items() if count.isdecimal()}
    shown = {"failures": failures, "refused": refused, "counts": counts, **_LABELS}
    return context.page("dead_letters.html", status if refused else 200, **shown)


_LABELS: dict[str, Any] = {"explained": explained, "event_name": event_name}
