"""Keeping what the page of a step sends, and never an older page's text over a newer one.

Beside the fields, a draft holds under names that no field has which page wrote each step last, and which
steps were gone through.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from loket_intake.domain.draft import Draft, FormFields, first_value
from loket_intake.pages.form_steps import CHECK_SLUG, FORM_STEPS, FormStep, with_step_fields
from loket_intake.pages.question_form import without_empty_rows
from loket_intake.pages.validation import errors_in_step
from loket_shared.contracts.texts import Language
from loket_shared.text_types import with_even_line_ends

PAGE, SEEN, TURN = "_page", "_seen", "_turn"
"""Fields of every step's form: a name for the page, the mark of what it showed, and when the browser sent it."""

_WRITTEN, _DONE = "written", "done"
_MARK_BYTES, _LONGEST = 12, 40


@dataclass(frozen=True)
class PageState:
    """A page that a step was shown on; ``seen`` is the mark of what stood there."""

    page: str
    seen: str


def new_page_state(draft: Draft, step: FormStep) -> PageState:
    """Return a page that shows ``step`` as it stands."""
    return PageState(secrets.token_urlsafe(_MARK_BYTES), step_fingerprint(draft.fields, step))


def same_page_state(draft: Draft, step: FormStep, sent: FormFields) -> PageState:
    """Return the page that ``sent`` came from, which shows ``step`` again as it stands now."""
    return PageState(_page(sent) or new_page_state(draft, step).page, step_fingerprint(draft.fields, step))


def step_fingerprint(typed: FormFields, step: FormStep) -> str:
    """Return a mark of what stands in the fields of ``step``: the same for the same text, however lines end."""
    filled = {
        name: [with_even_line_ends(value) for value in values]
        for name, values in sorted(typed.items())
        if step.holds(name) and any(values)
    }
    return sha256(json.dumps(filled).encode()).hexdigest()[: 2 * _MARK_BYTES]


def with_sent_fields(draft: Draft, step: FormStep, sent: FormFields) -> FormFields:
    """Return what the draft holds once ``sent`` is kept at ``step``."""
    kept = without_empty_rows(with_step_fields(draft.fields, step, sent))
    return {**kept, f"{_WRITTEN}.{step.slug}": (_page(sent), _turn(sent))}


def with_step_completed(typed: FormFields, step: FormStep) -> FormFields:
    """Return ``typed`` with ``step`` among those that were gone through."""
    return {**typed, _DONE: tuple(dict.fromkeys((*typed.get(_DONE, ()), step.slug)))}


def is_stale(draft: Draft, step: FormStep, sent: FormFields, typed_at: datetime | None) -> bool:
    """Whether another page put something else at ``step`` than the page that ``sent`` came from knows of.

    ``typed_at``: when a text was typed that comes after all; it counts for forms that do not say what they showed.
    """
    now = step_fingerprint(draft.fields, step)
    if step_fingerprint(with_sent_fields(draft, step, sent), step) == now:
        return False
    if seen := first_value(sent, SEEN):
        return seen != now and _writer(draft, step)[0] != _page(sent)
    return typed_at is not None and draft.changed_at >= typed_at


def is_out_of_order(draft: Draft, step: FormStep, sent: FormFields) -> bool:
    """Whether the same page sent something newer, which arrived before."""
    page, turn = _writer(draft, step)
    return bool(page) and page == _page(sent) and int(_turn(sent)) < int(turn)


def resume_address(draft: Draft, language: Language, today: date) -> str:
    """Return the address of the first step that is not finished; of the check where all are."""
    done = draft.fields.get(_DONE, ())
    left = (step for step in FORM_STEPS if step.slug not in done or errors_in_step(step, draft.fields, language, today))
    return f"/concepten/{draft.id}/{next((step.slug for step in left), CHECK_SLUG)}"


def _writer(draft: Draft, step: FormStep) -> tuple[str, str]:
    page, turn = draft.fields.get(f"{_WRITTEN}.{step.slug}", ("", "0"))
    return page, turn


def _page(sent: FormFields) -> str:
    return first_value(sent, PAGE)[:_LONGEST]


def _turn(sent: FormFields) -> str:
    """Return when the browser sent the form, in milliseconds by its own clock; 0 where it does not say."""
    turn = first_value(sent, TURN)
    return turn if turn.isascii() and turn.isdecimal() and len(turn) <= _LONGEST else "0"
