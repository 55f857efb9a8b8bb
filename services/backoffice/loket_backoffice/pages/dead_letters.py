"""The page of messages that a service could not handle or deliver, and what can be done about them."""

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
from loket_backoffice.pages.page_context import DONE, PageContext, PageContextDep
from loket_shared.bus.dead_letters.access import require_any_sight
from loket_shared.bus.dead_letters.bodies import MOST_AT_ONCE, Outcome
from loket_shared.bus.dead_letters.view import DeadLetterView
from loket_shared.bus.gaps.view import ParkedView
from loket_shared.contracts.texts import Text
from loket_shared.failures import Conflict, FieldError
from loket_shared.web import forms

router = APIRouter()

FailureAction = Literal["replay", "drop", "drop-waiting", "resend"]
"""The actions on a failure."""

SUCCEEDED, LEFT = "gelukt", "over"
"""Name how many an act succeeded for, and how many it did not."""

_NOTHING = Text(nl="Kies eerst een of meer berichten.", en="Choose one or more messages first.")
_GONE = Text(nl="Deze berichten wachten niet meer.", en="These messages do not wait any more.")
_WHY = Text(nl="Vertel waarom u dit bericht opgeeft.", en="Say why you give this message up.")


@dataclass(frozen=True)
class FailureForm:
    """An action on messages of one service. Giving up and actions on many are confirmed first."""

    act: Annotated[FailureAction, Form()]
    service: Annotated[str, Form(max_length=30)] = "notifications"
    letter: Annotated[Sequence[UUID], Form(max_length=MOST_AT_ONCE)] = ()
    reason: Annotated[str, Form(max_length=200)] = ""
    because: Annotated[str, Form(max_length=1000)] = ""
    confirmed: Annotated[bool, Form()] = False
    form_key: Annotated[str, Form(max_length=100)] = ""

    @property
    def gives_up(self) -> bool:
        """Whether messages are given up."""
        return self.act in ("drop", "drop-waiting")

    @property
    def to_confirm(self) -> bool:
        """Whether it must be confirmed first."""
        many = bool(self.reason) or len(self.letter) > 1
        return not self.confirmed and self.act != "resend" and (self.gives_up or many)

    @property
    def choice(self) -> DeadLetterSelection:
        """The dead letters that it is about."""
        return DeadLetterSelection(self.service, self.letter, self.reason)


@router.get("/dead-letters")
async def show(context: PageContextDep) -> Response:
    """Show what waits for a decision."""
    return await _page(context)


@router.post("/dead-letters")
async def act(context: PageContextDep, order: Annotated[FailureForm, Depends()]) -> Response:
    """Replay messages, give them up, or send a letter again."""
    require_any_sight(context.principal)
    if not order.letter and not order.reason:
        return await _page(context, _NOTHING, 400)
    try:
        if order.to_confirm:
            return await _confirmation(context, order)
        if order.gives_up and not order.because.strip():
            return await _confirmation(context, order, _WHY)
        succeeded, left = await _carry_out(context, order)
    except Conflict as refused:
        return await _page(context, refused.text)
    except TokenExpiredError:
        return await _page(context)
    told = urlencode({DONE: order.act, SUCCEEDED: succeeded, LEFT: left})
    return RedirectResponse(f"/dead-letters?{told}", status_code=303)


async def _carry_out(context: PageContext, order: FailureForm) -> tuple[int, int]:
    """Return for how many messages it succeeded, and for how many not."""
    who = (context.principal, context.runtime.settings, context.access_token)
    if order.act == "replay" or order.act == "drop":
        outcomes = await decide_dead_letters(*who, order.choice, order.act, order.because)
        succeeded = outcomes[Outcome.REPLAYED] + outcomes[Outcome.DROPPED]
        return succeeded, outcomes.total() - succeeded
    for each in order.letter:
        if order.act == "resend":
            await send_again(*who, each, order.form_key)
        else:
            await drop_waiting(*who, order.service, each, order.because)
    return len(order.letter), 0


async def _confirmation(context: PageContext, order: FailureForm, wrong: Text | None = None) -> Response:
    """Show what the order is about, to be confirmed.

    Raises:
        Conflict: it is about nothing that waits.
    """
    chosen = await _chosen(context, order)
    if not chosen:
        raise Conflict("not-waiting", _GONE)
    errors = (FieldError("because", wrong),) if wrong else ()
    form = forms.Form({"because": [order.because]}, errors)
    status = 400 if wrong else 200
    return context.page("dead_letters_confirm.html", status, order=order, chosen=chosen, form=form, **_WORDS)


async def _chosen(context: PageContext, order: FailureForm) -> list[DeadLetterView | ParkedView]:
    failures = await read_failures(context.principal, context.runtime.settings, context.access_token)
    letters, gaps = failures.dead_letters.get(order.service), failures.gaps.get(order.service)
    if order.act == "drop-waiting":
        return [each for gap in (gaps.items if gaps else ()) for each in gap.records if each.id in order.letter]
    waiting = letters.items if letters else ()
    return [each for each in waiting if each.id in order.letter or each.reason == order.reason]


async def _page(context: PageContext, refused: Text | None = None, status: int = 409) -> Response:
    try:
        failures = await read_failures(context.principal, context.runtime.settings, context.access_token)
    except TokenExpiredError:
        failures = None
    counts = {name: context.request.query_params.get(name, "") for name in (SUCCEEDED, LEFT)}
    told = {name: int(count) for name, count in counts.items() if count.isdecimal()}
    shown = {"failures": failures, "refused": refused, "told": told, **_WORDS}
    return context.page("dead_letters.html", status if refused else 200, **shown)


_WORDS: dict[str, Any] = {"explained": explained, "event_name": event_name}
