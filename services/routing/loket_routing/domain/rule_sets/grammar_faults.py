"""What the grammar refuses, in sentences for a rule owner."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from loket_routing.domain.rule_sets.faults import Fault, brief, fault
from loket_routing.domain.rule_sets.grammar_sentences import EXAMPLES, OTHER, SENTENCES
from loket_routing.domain.rule_sets.places import place_of

_MOST = 100
"""Faults that are told at once; who mends these sees the next."""


def grammar_faults(error: ValidationError, document: object, model: type[BaseModel]) -> tuple[Fault, ...]:
    """Return what keeps ``document`` from being a ``model``, each with its place and a sentence."""
    problems = error.errors(include_url=False, include_input=False)[:_MOST]
    return tuple(_fault(problem, document, model) for problem in problems)


def _fault(problem: Any, document: object, model: type[BaseModel]) -> Fault:
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
    """Return what to say of the known key that is nearest to the last one of ``path``."""
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
