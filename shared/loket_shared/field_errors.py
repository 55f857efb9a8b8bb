"""Sentences for what Pydantic finds wrong with the fields of an input; no sentence repeats the input."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError


class FieldName(NamedTuple):
    """The name of a field within a sentence; ``chosen`` is True if the user selects the value instead of typing it.

    In the name of an entry of a list, ``{number}`` is its number, from 1.
    """

    nl: str
    en: str
    chosen: bool = False


FieldNames = Mapping[str, FieldName]
"""The names of fields by path, in the order of the page; ``*`` stands for an entry of a list (``partners.*.name``)."""


@dataclass(frozen=True)
class FieldSentences:
    """The names of the fields of one form or body, and the sentences that it words itself.

    ``by_field`` is keyed by path and cause, ``by_cause`` by cause; both go before the sentences of this module.
    """

    names: FieldNames = field(default_factory=dict)
    by_field: Mapping[tuple[str, str], BilingualText] = field(default_factory=dict)
    by_cause: Mapping[str, BilingualText] = field(default_factory=dict)


_GENERAL = FieldSentences()
_THIS_FIELD = FieldName("dit veld", "this field")

_NAMED: Mapping[str, tuple[str, str]] = {
    "missing": ("Vul {name} in.", "Fill in {name}."),
    "not_chosen": ("Kies {name}.", "Choose {name}."),
    "string_too_long": (
        "Gebruik voor {name} ten hoogste {max_length} tekens.",
        "Use at most {max_length} characters for {name}.",
    ),
    "string_too_short": (
        "Gebruik voor {name} ten minste {min_length} tekens.",
        "Use at least {min_length} characters for {name}.",
    ),
    "too_long": ("Geef bij {name} ten hoogste {max_length} op.", "Give at most {max_length} for {name}."),
    "literal_error": ("Kies voor {name} een waarde uit de lijst.", "Choose a value from the list for {name}."),
    "enum": ("Kies voor {name} een waarde uit de lijst.", "Choose a value from the list for {name}."),
    "extra_forbidden": ("Dit veld kennen wij niet; controleer de naam.", "We do not know this field; check its name."),
    "control_characters": (
        "In {name} staat een onzichtbaar teken dat wij niet kunnen lezen: regel {line}, teken {column}.",
        "An invisible character in {name} cannot be read: line {line}, character {column}.",
    ),
    "several_lines": ("Houd {name} op één regel.", "Keep {name} on one line."),
    "greater_than_equal": ("Vul bij {name} ten minste {ge} in.", "Enter {ge} at least for {name}."),
    "less_than_equal": ("Vul bij {name} ten hoogste {le} in.", "Enter {le} at most for {name}."),
    "bool": ("Geef bij {name} ja of nee op (true of false).", "Give yes or no for {name} (true or false)."),
    "date": (
        "Vul bij {name} een datum in die bestaat, zoals 15-12-2026.",
        "Enter a date that exists for {name}, such as 15-12-2026.",
    ),
    "datetime": (
        "Vul bij {name} een dag en een tijd in die bestaan, zoals 2026-12-15T09:00.",
        "Enter a day and a time that exist for {name}, such as 2026-12-15T09:00.",
    ),
    "int": ("Vul bij {name} een geheel getal in.", "Enter a whole number for {name}."),
    "other": ("Wij kunnen {name} zo niet lezen.", "We cannot read {name} like this."),
}

_OBJECT = ("Dit moet een object zijn.", "This must be an object.")
_LIST = ("Dit moet een lijst zijn.", "This must be a list.")
_OPTION = ("Kies een van de mogelijkheden: {expected}.", "Choose one of the options: {expected}.")
_MOMENT = (
    "Geef een moment met tijdzone, zoals 2026-12-15T09:00:00Z.",
    "Give a moment with time zone, such as 2026-12-15T09:00:00Z.",
)

_UNNAMED: Mapping[str, tuple[str, str]] = {
    "missing": ("Dit is verplicht.", "This is required."),
    "json_invalid": ("Dit is geen geldige JSON.", "This is not valid JSON."),
    "string_type": ("Dit moet een tekst zijn.", "This must be a text."),
    "string_too_long": ("Gebruik hier ten hoogste {max_length} tekens.", "Use {max_length} characters at most here."),
    "string_too_short": ("Vul hier ten minste {min_length} tekens in.", "Enter at least {min_length} characters here."),
    "string_pattern_mismatch": ("Dit heeft niet de goede vorm.", "This does not have the right form."),
    "too_long": ("Geef hier ten hoogste {max_length} waarden.", "Give {max_length} values at most here."),
    "too_short": ("Geef hier ten minste {min_length} waarden.", "Give at least {min_length} values here."),
    "literal_error": _OPTION,
    "enum": _OPTION,
    "extra_forbidden": _NAMED["extra_forbidden"],
    "control_characters": (
        "Hier staat een onzichtbaar teken dat wij niet kunnen lezen: regel {line}, teken {column}.",
        "An invisible character here cannot be read: line {line}, character {column}.",
    ),
    "several_lines": ("Houd dit op één regel.", "Keep this on one line."),
    "greater_than_equal": ("Dit moet ten minste {ge} zijn.", "This must be at least {ge}."),
    "less_than_equal": ("Dit mag ten hoogste {le} zijn.", "This must be {le} at most."),
    "date": ("Geef een datum die bestaat, zoals 2026-12-15.", "Give a date that exists, such as 2026-12-15."),
    "datetime": _MOMENT,
    "timezone": _MOMENT,
    "bool": ("Dit moet waar of onwaar zijn.", "This must be true or false."),
    "int": ("Dit moet een geheel getal zijn.", "This must be a whole number."),
    "float": ("Dit moet een getal zijn.", "This must be a number."),
    "list": _LIST,
    "tuple": _LIST,
    "dict": _OBJECT,
    "model": _OBJECT,
    "uuid": ("Dit is geen geldige code.", "This is not a valid identifier."),
    "url": ("Dit is geen geldig webadres.", "This is not a valid web address."),
    "other": ("Dit klopt niet.", "This is not right."),
}

_SAID_OF_NOTHING = frozenset({"string_too_short", "too_short", "bool_type", "string_type"})


def field_errors(details: Iterable[Mapping[str, Any]], sentences: FieldSentences = _GENERAL) -> tuple[FieldError, ...]:
    """Return Pydantic's error details as a sentence for each field.

    A list with invalid entries is not also called too short.
    """
    details = list(details)
    inside = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    return tuple(_field_error(detail, sentences) for detail in details if detail["loc"] not in inside)


def field_error(name: str, cause: str, sentences: FieldSentences = _GENERAL) -> FieldError:
    """Return the error of a field that Pydantic does not check."""
    return FieldError(name, _text((name,), cause, {}, sentences))


def _field_error(detail: Mapping[str, Any], sentences: FieldSentences) -> FieldError:
    path = tuple(step for step in detail["loc"] if step != "[key]")
    return FieldError(".".join(map(str, path)), _text(path, _cause(detail), detail.get("ctx", {}), sentences))


def _cause(detail: Mapping[str, Any]) -> str:
    """Return the kind of error; kinds that mean the same to the reader count as one."""
    kind, value = str(detail["type"]), detail["input"]
    empty = not value.strip() if isinstance(value, str) else value in (None, (), [])
    if empty and kind in _SAID_OF_NOTHING:
        return "missing"
    return "string_too_long" if kind == "too_long" and isinstance(value, str) else kind


def _text(
    path: tuple[str | int, ...], cause: str, context: Mapping[str, Any], sentences: FieldSentences
) -> BilingualText:
    pattern = ".".join("*" if isinstance(step, int) else step for step in path)
    name = _name(pattern, sentences.names)
    dutch, english = _template(pattern, cause, name, sentences)
    number = next((step + 1 for step in path if isinstance(step, int)), 1)
    shown = name or _THIS_FIELD
    return BilingualText(
        nl=dutch.format(**context, number=number, name=shown.nl.format(number=number)),
        en=english.format(**context, number=number, name=shown.en.format(number=number)),
    )


def _name(pattern: str, names: FieldNames) -> FieldName | None:
    """Return the name of the field, or of the field that it is a part of."""
    while pattern and pattern not in names:
        pattern = pattern.rpartition(".")[0]
    return names.get(pattern)


def _template(pattern: str, cause: str, name: FieldName | None, sentences: FieldSentences) -> tuple[str, str]:
    """Return the sentence in Dutch and English; a cause without one has that of its family, its first word."""
    family = cause.split("_")[0]
    own = (
        sentences.by_field.get((pattern, cause))
        or sentences.by_field.get((pattern, family))
        or sentences.by_cause.get(cause)
    )
    if own:
        return own.nl, own.en
    general = _NAMED if name else _UNNAMED
    if cause == "missing" and name and name.chosen:
        return general["not_chosen"]
    return general.get(cause) or general.get(family) or general["other"]
