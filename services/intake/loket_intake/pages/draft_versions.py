"""Two windows on one draft: text from an older page never replaces newer text.

A draft also holds the page that wrote each step last, and the completed steps, under names that no field has.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from loket_intake.domain.draft import Draft, FormFields, first_value
from loket_intake.pages.question_form import CHECK_SLUG, FORM_STEPS, FormStep, with_step_fields, without_empty_rows
from loket_intake.pages.validation import errors_in_step
from loket_shared.contracts.texts import Language
from loket_shared.text_types import with_even_line_ends

PAGE, SEEN, TURN = "_page", "_seen", "_turn"
"""Fields of every step's form: a name for the page, the fingerprint of what it showed, and when it was sent."""

_WRITTEN, _DONE = "written", "done"
_FINGERPRINT_BYTES, _MAX_LENGTH = 12, 40


@dataclass(frozen=True)
class PageState:
    """One page that showed a step; ``seen`` is the fingerprint of the fields that it showed."""

    page: str
    seen: str


def new_page_state(draft: Draft, step: FormStep) -> PageState:
    """Return the state of a new page that shows ``step``."""
    return PageState(secrets.token_urlsafe(_FINGERPRINT_BYTES), _step_fingerprint(draft.fields, step))


def same_page_state(draft: Draft, step: FormStep, sent: FormFields) -> PageState:
    """Return the state of the page that ``sent`` came from, which shows ``step`` again."""
    return PageState(_page(sent) or new_page_state(draft, step).page, _step_fingerprint(draft.fields, step))


def _step_fingerprint(fields: FormFields, step: FormStep) -> str:
    """Return a fingerprint of the fields of ``step``: the same for the same text, however its lines end."""
    filled = {
        name: [with_even_line_ends(value) for value in values]
        for name, values in sorted(fields.items())
        if step.has_field(name) and any(values)
    }
    return sha256(json.dumps(filled).encode()).hexdigest()[: 2 * _FINGERPRINT_BYTES]


def with_sent_fields(draft: Draft, step: FormStep, sent: FormFields) -> FormFields:
    """Return the fields of the draft after ``sent`` is saved at ``step``."""
    fields = without_empty_rows(with_step_fields(draft.fields, step, sent))
    return {**fields, f"{_WRITTEN}.{step.slug}": (_page(sent), _turn(sent))}


def with_step_completed(fields: FormFields, step: FormStep) -> FormFields:
    """Return ``fields`` with ``step`` among the completed steps."""
    return {**fields, _DONE: tuple(dict.fromkeys((*fields.get(_DONE, ()), step.slug)))}


def is_stale(draft: Draft, step: FormStep, sent: FormFields, typed_at: datetime | None) -> bool:
    """Return whether another page changed ``step`` after the page of ``sent`` showed it.

    ``typed_at``: when the text was typed, if signing in again delayed the form. It counts if the form does not say what
    it showed.
    """
    now = _step_fingerprint(draft.fields, step)
    if _step_fingerprint(with_sent_fields(draft, step, sent), step) == now:
        return False
    if seen := first_value(sent, SEEN):
        return seen != now and _writer(draft, step)[0] != _page(sent)
    return typed_at is not None and draft.changed_at >= typed_at


def is_out_of_order(draft: Draft, step: FormStep, sent: FormFields) -> bool:
    """Return whether the same page sent something newer that arrived before ``sent``."""
    page, turn = _writer(draft, step)
    return bool(page) and page == _page(sent) and int(_turn(sent)) < int(turn)


def resume_address(draft: Draft, language: Language, today: date) -> str:
    """Return the address of the first step that is not completed or has errors; else that of the check."""
    done = draft.fields.get(_DONE, ())
    left = (step for step in FORM_STEPS if step.slug not in done or errors_in_step(step, draft.fields, language, today))
    return f"/concepten/{draft.id}/{next((step.slug for step in left), CHECK_SLUG)}"


def _writer(draft: Draft, step: FormStep) -> tuple[str, str]:
    page, turn = draft.fields.get(f"{_WRITTEN}.{step.slug}", ("", "0"))
    return page, turn


def _page(sent: FormFields) -> str:
    return first_value(sent, PAGE)[:_MAX_LENGTH]


def _turn(sent: FormFields) -> str:
    """Return when the browser sent the form, in milliseconds by its own clock; 0 if unknown."""
    turn = first_value(sent, TURN)
    return turn if turn.isascii() and turn.isdecimal() and len(turn) <= _MAX_LENGTH else "0"
