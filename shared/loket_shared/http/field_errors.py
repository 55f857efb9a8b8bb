"""Turns pydantic's errors into sentences; they never repeat the input."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError

_PARTS_OF_A_REQUEST = frozenset({"body", "query", "path", "header", "cookie"})

_TEXTS: Mapping[str, tuple[str, str]] = {
    "missing": ("Dit is verplicht.", "This is required."),
    "json_invalid": ("Dit is geen geldige JSON.", "This is not valid JSON."),
    "string_type": ("Dit moet een tekst zijn.", "This must be a text."),
    "string_too_long": (
        "Gebruik hier ten hoogste {max_length} tekens.",
        "Use {max_length} characters at most here.",
    ),
    "string_too_short": ("Vul hier ten minste {min_length} tekens in.", "Enter at least {min_length} characters here."),
    "string_pattern_mismatch": ("Dit heeft niet de goede vorm.", "This does not have the right form."),
    "too_long": ("Geef hier ten hoogste {max_length} waarden.", "Give {max_length} values at most here."),
    "too_short": ("Geef hier ten minste {min_length} waarden.", "Give at least {min_length} values here."),
    "literal_error": ("Kies een van de mogelijkheden: {expected}.", "Choose one of the options: {expected}."),
    "enum": ("Kies een van de mogelijkheden: {expected}.", "Choose one of the options: {expected}."),
    "extra_forbidden": (
        "Dit veld kennen wij niet; controleer de naam.",
        "We do not know this field; check its name.",
    ),
    "control_characters": (
        "Hier staat een onzichtbaar teken dat wij niet kunnen lezen: regel {line}, teken {column}.",
        "An invisible character here cannot be read: line {line}, character {column}.",
    ),
    "greater_than_equal": ("Dit moet ten minste {ge} zijn.", "This must be at least {ge}."),
    "less_than_equal": ("Dit mag ten hoogste {le} zijn.", "This must be {le} at most."),
}

_BY_FAMILY: Mapping[str, tuple[str, str]] = {
    "date": ("Geef een datum die bestaat, zoals 2026-12-15.", "Give a date that exists, such as 2026-12-15."),
    "datetime": (
        "Geef een moment met tijdzone, zoals 2026-12-15T09:00:00Z.",
        "Give a moment with time zone, such as 2026-12-15T09:00:00Z.",
    ),
    "timezone": (
        "Geef een moment met tijdzone, zoals 2026-12-15T09:00:00Z.",
        "Give a moment with time zone, such as 2026-12-15T09:00:00Z.",
    ),
    "bool": ("Dit moet waar of onwaar zijn.", "This must be true or false."),
    "int": ("Dit moet een geheel getal zijn.", "This must be a whole number."),
    "float": ("Dit moet een getal zijn.", "This must be a number."),
    "list": ("Dit moet een lijst zijn.", "This must be a list."),
    "tuple": ("Dit moet een lijst zijn.", "This must be a list."),
    "dict": ("Dit moet een object zijn.", "This must be an object."),
    "model": ("Dit moet een object zijn.", "This must be an object."),
    "uuid": ("Dit is geen geldige code.", "This is not a valid identifier."),
    "url": ("Dit is geen geldig webadres.", "This is not a valid web address."),
}

_OTHERWISE = ("Dit klopt niet.", "This is not right.")


def field_errors(errors: Iterable[Mapping[str, Any]]) -> tuple[FieldError, ...]:
    """Return pydantic's ``errors`` as field errors in both languages."""
    return tuple(FieldError(_field(error["loc"]), _text(error)) for error in errors)


def _field(location: Sequence[str | int]) -> str:
    path = location[1:] if location and location[0] in _PARTS_OF_A_REQUEST else location
    return ".".join(str(step) for step in path)


def _text(error: Mapping[str, Any]) -> BilingualText:
    kind = error["type"]
    family = kind.split("_")[0]
    dutch, english = _TEXTS.get(kind) or _BY_FAMILY.get(family) or _OTHERWISE
    context = error.get("ctx", {})
    return BilingualText(nl=dutch.format_map(context), en=english.format_map(context))
