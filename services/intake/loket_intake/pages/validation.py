"""Validate a question that was filled in on the pages."""

from datetime import date
from typing import Any

from loket_intake.domain.draft import FormFields
from loket_intake.domain.input_errors import parse_input, require_not_past
from loket_intake.handlers.question_body import QuestionBody
from loket_intake.pages.question_form import FormStep, page_order, to_question_json
from loket_shared.contracts.texts import Language
from loket_shared.failures import FieldError, InvalidInputError


def parse_question(fields: FormFields, language: Language, today: date) -> QuestionBody:
    """Return the question that was filled in.

    Raises:
        InvalidInputError: with every error, in the order of the pages.
    """
    raw = to_question_json(fields, language)
    if errors := [*_invalid_fields(raw), *_past_day(raw, today)]:
        raise InvalidInputError(*sorted(errors, key=lambda error: page_order(error.field)))
    return parse_input(QuestionBody, raw)


def errors_in_step(step: FormStep, fields: FormFields, language: Language, today: date) -> tuple[FieldError, ...]:
    """Return the errors in the fields of one step."""
    try:
        parse_question(fields, language, today)
    except InvalidInputError as refused:
        return tuple(error for error in refused.errors if step.has_field(error.field))
    return ()


def _invalid_fields(raw: dict[str, Any]) -> tuple[FieldError, ...]:
    try:
        parse_input(QuestionBody, raw)
    except InvalidInputError as refused:
        return refused.errors
    return ()


def _past_day(raw: dict[str, Any], today: date) -> tuple[FieldError, ...]:
    """Check the day separately: other fields may still be empty."""
    try:
        require_not_past("neededBy", date.fromisoformat(raw["neededBy"] or ""), today)
    except InvalidInputError as refused:
        return refused.errors
    except ValueError:
        pass
    return ()
