"""Keeping what the page of a step sends, and never an older page's text over a newer one.

Beside the fields, a draft holds under names that no field has which page wrote each step last, and which
steps were gone through.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from loket_intake.domain.draft import Draft, Typed, one
from loket_intake.pages.form_steps import CHECK, STEPS, Step, replaced
from loket_intake.pages.question_form import tidied
from loket_intake.pages.validation import errors_at
from loket_shared.contracts.texts import Language
from loket_shared.text_types import with_even_line_ends

PAGE, SEEN, TURN = "_page", "_seen", "_turn"
"""Fields of every step's form: a name for the page, the mark of what it showed, and when the browser sent it."""

_WRITTEN, _DONE = "written", "done"
_MARK_BYTES, _LONGEST = 12, 40


@dataclass(frozen=True)
class Sheet:
    """A page that a step was shown on; ``seen`` is the mark of what stood there."""

    page: str
    seen: str


def new_sheet(draft: Draft, step: Step) -> Sheet:
    """Return a page that shows ``step`` as it stands."""
    return Sheet(secrets.token_urlsafe(_MARK_BYTES), mark(draft.typed, step))


def same_sheet(draft: Draft, step: Step, sent: Typed) -> Sheet:
    """Return the page that ``sent`` came from, which shows ``step`` again as it stands now."""
    return Sheet(_page(sent) or new_sheet(draft, step).page, mark(draft.typed, step))


def mark(typed: Typed, step: Step) -> str:
    """Return a mark of what stands in the fields of ``step``: the same for the same text, however lines end."""
    filled = {
        name: [with_even_line_ends(value) for value in values]
        for name, values in sorted(typed.items())
        if step.holds(name) and any(values)
    }
    return sha256(json.dumps(filled).encode()).hexdigest()[: 2 * _MARK_BYTES]


def changed(draft: Draft, step: Step, sent: Typed) -> Typed:
    """Return what the draft holds once ``sent`` is kept at ``step``."""
    kept = tidied(replaced(draft.typed, step, sent))
    return {**kept, f"{_WRITTEN}.{step.slug}": (_page(sent), _turn(sent))}


def gone_through(typed: Typed, step: Step) -> Typed:
    """Return ``typed`` with ``step`` among those that were gone through."""
    return {**typed, _DONE: tuple(dict.fromkeys((*typed.get(_DONE, ()), step.slug)))}


def is_stale(draft: Draft, step: Step, sent: Typed, typed_at: datetime | None) -> bool:
    """Whether another page put something else at ``step`` than the page that ``sent`` came from knows of.

    ``typed_at``: when a text was typed that comes after all; it counts for forms that do not say what they showed.
    """
    now = mark(draft.typed, step)
    if mark(changed(draft, step, sent), step) == now:
        return False
    if seen := one(sent, SEEN):
        return seen != now and _writer(draft, step)[0] != _page(sent)
    return typed_at is not None and draft.changed_at >= typed_at


def comes_late(draft: Draft, step: Step, sent: Typed) -> bool:
    """Whether the same page sent something newer, which arrived before."""
    page, turn = _writer(draft, step)
    return bool(page) and page == _page(sent) and int(_turn(sent)) < int(turn)


def resumed_at(draft: Draft, language: Language, today: date) -> str:
    """Return the address of the first step that is not finished; of the check where all are."""
    done = draft.typed.get(_DONE, ())
    left = (step for step in STEPS if step.slug not in done or errors_at(step, draft.typed, language, today))
    return f"/concepten/{draft.id}/{next((step.slug for step in left), CHECK)}"


def _writer(draft: Draft, step: Step) -> tuple[str, str]:
    page, turn = draft.typed.get(f"{_WRITTEN}.{step.slug}", ("", "0"))
    return page, turn


def _page(sent: Typed) -> str:
    return one(sent, PAGE)[:_LONGEST]


def _turn(sent: Typed) -> str:
    """Return when the browser sent the form, in milliseconds by its own clock; 0 where it does not say."""
    turn = one(sent, TURN)
    return turn if turn.isascii() and turn.isdecimal() and len(turn) <= _LONGEST else "0"
