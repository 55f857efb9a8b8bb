"""What is wrong with what was filled in on the pages."""

from datetime import date
from typing import Any

from loket_intake.domain.draft import Typed
from loket_intake.domain.input_errors import read, require_coming
from loket_intake.domain.new_question import NewQuestion
from loket_intake.pages.question_form import as_question
from loket_intake.pages.steps import Step, position
from loket_shared.contracts.texts import Language
from loket_shared.failures import FieldError, InvalidInputError


def checked(typed: Typed, language: Language, today: date) -> NewQuestion:
    """Return the question that was filled in.

    Raises:
        InvalidInput: with every error, in the order of the pages.
    """
    raw = as_question(typed, language)
    if errors := [*_unreadable(raw), *_past(raw, today)]:
        raise InvalidInputError(*sorted(errors, key=lambda error: position(error.field)))
    return read(NewQuestion, raw)


def errors_at(step: Step, typed: Typed, language: Language, today: date) -> tuple[FieldError, ...]:
    """Return what is wrong with the fields of one step."""
    try:
        checked(typed, language, today)
    except InvalidInputError as refused:
        return tuple(error for error in refused.errors if step.holds(error.field))
    return ()


def _unreadable(raw: dict[str, Any]) -> tuple[FieldError, ...]:
    try:
        read(NewQuestion, raw)
    except InvalidInputError as refused:
        return refused.errors
    return ()


def _past(raw: dict[str, Any], today: date) -> tuple[FieldError, ...]:
    """Look at the day by itself: other fields may still be empty."""
    try:
        require_coming("neededBy", date.fromisoformat(raw["neededBy"] or ""), today)
    except InvalidInputError as refused:
        return refused.errors
    except ValueError:
        pass
    return ()
