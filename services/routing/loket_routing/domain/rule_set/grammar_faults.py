"""Translates Pydantic's validation errors into faults, in sentences for a rule owner."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from loket_routing.domain.rule_set.faults import RuleSetFault, brief, fault, place_of

Sentence = tuple[str, str, str]

_WHOLE = ("whole-number", "Hier hoort een geheel getal.", "A whole number belongs here.")
_NUMBER = ("number", "Hier hoort een getal.", "A number belongs here.")
_TEXT = (
    "text",
    "Hier hoort tekst; zet een getal of datum tussen aanhalingstekens.",
    "Text belongs here; put a number or a date in quotation marks.",
)
_DATE = ("date", "Hier hoort een datum, zoals 2026-01-31.", "A date belongs here, such as 2026-01-31.")
_TRUTH = ("truth", "Hier hoort true of false.", "True or false belongs here.")
_LIST = ("list", "Hier hoort een lijst.", "A list belongs here.")
_KEYS = ("keys", "Hier horen sleutels met elk een waarde.", "Keys with a value each belong here.")
_FORM = (
    "form",
    "Dit heeft niet de vorm die hier hoort{like_nl}.",
    "This does not have the form that fits here{like_en}.",
)
_EMPTY = ("empty", "Hier hoort ten minste één waarde.", "At least one value belongs here.")
LOOP = ("too-deep", "Dit zit te diep genest, of in zichzelf.", "This is nested too deeply, or inside itself.")
OTHER = ("does-not-fit", "Deze waarde past hier niet.", "This value does not fit here.")

SENTENCES: Mapping[str, Sentence] = {
    "missing": ("missing-key", "De sleutel '{key}' ontbreekt.", "The key '{key}' is missing."),
    "extra_forbidden": (
        "unknown-key",
        "De sleutel '{key}' bestaat hier niet{nearest_nl}",
        "There is no key '{key}' here{nearest_en}",
    ),
    "invalid_key": ("text", "Een sleutel is tekst.", "A key is text."),
    "model_type": _KEYS,
    "dict_type": _KEYS,
    "tuple_type": _LIST,
    "string_type": _TEXT,
    "string_unicode": _TEXT,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "literal_error": ("choice", "Hier hoort {expected_nl}.", "{expected_en} belongs here."),
    "string_pattern_mismatch": _FORM,
    "too_short": _EMPTY,
    "greater_than_equal": ("bound", "Dit is ten minste {ge}.", "This is at least {ge}."),
    "less_than_equal": ("bound", "Dit is ten hoogste {le}.", "This is at most {le}."),
    "recursion_loop": LOOP,
    "recursion_depth_exceeded": LOOP,
}
EXAMPLES = {
    "version": "2026.1",
    "id": "3-service",
    "code": "civil-technology",
    "lead": "OCW",
    "contribute": "OCW",
    "department": "OCW",
    "listed": "IR",
    "outside": "NL",
}

_MOST = 100
"""The most faults that are shown at once; the next ones show after these are mended."""


def grammar_faults(error: ValidationError, document: object, model: type[BaseModel]) -> tuple[RuleSetFault, ...]:
    """Return the faults of ``document`` as a ``model``, each with its place and a sentence."""
    problems = error.errors(include_url=False, include_input=False)[:_MOST]
    return tuple(_fault(problem, document, model) for problem in problems)


def _fault(problem: Any, document: object, model: type[BaseModel]) -> RuleSetFault:
    path, told = problem["loc"], problem.get("ctx", {})
    if "nl" in told:
        return fault(problem["type"].replace("_", "-"), place_of(path, document), told["nl"], told["en"])
    keys = [step for step in path if isinstance(step, str)]
    key = keys[-1] if keys else ""
    about_a_key = problem["type"] in {"missing", "extra_forbidden"}
    place = place_of(path[:-1] if about_a_key else path, document)
    code, nl, en = SENTENCES.get(problem["type"], OTHER)
    values = {"key": brief(key), **_expected(told), **_nearest(model, path), **_like(key), **told}
    return fault(code, place, nl.format_map(values), en.format_map(values))


def _expected(told: Mapping[str, Any]) -> dict[str, str]:
    expected = str(told.get("expected", ""))
    return {"expected_nl": expected.replace(" or ", " of "), "expected_en": expected}


def _like(key: str) -> dict[str, str]:
    example = EXAMPLES.get(key)
    return {
        "like_nl": f", zoals '{example}'" if example else "",
        "like_en": f", such as '{example}'" if example else "",
    }


def _nearest(model: type[BaseModel], path: tuple[str | int, ...]) -> dict[str, str]:
    """Return the suggestion of a known key for the last one of ``path``."""
    known = [field.alias or name for name, field in _model_at(model, path[:-1]).model_fields.items()]
    key = str(path[-1]) if path else ""
    near = get_close_matches(key[:40].replace("_", "-"), known, n=1)
    return {
        "nearest_nl": f"; bedoelt u '{near[0]}'?" if near else ".",
        "nearest_en": f"; do you mean '{near[0]}'?" if near else ".",
    }


def _model_at(model: type[BaseModel], path: tuple[str | int, ...]) -> type[BaseModel]:
    for step in path:
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        if step in fields:
            model = _model_in(fields[str(step)].annotation) or model
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
