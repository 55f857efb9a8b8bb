"""Error sentences that name the field of a form."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError
from loket_shared.http.field_errors import field_errors


class FieldName(NamedTuple):
    """The name of a field within a sentence; ``chosen`` is True if the user selects the value instead of typing it."""

    nl: str
    en: str
    chosen: bool = False


FieldNames = Mapping[str, FieldName]
"""The names of the fields on the page, in the order of the page."""

NO_NAMES: FieldNames = {}

_EMPTY = ("Vul {name} in.", "Fill in {name}.")
_NOT_CHOSEN = ("Kies {name}.", "Choose {name}.")
_TEXTS: Mapping[str, tuple[str, str]] = {
    "string_too_long": (
        "Gebruik voor {name} ten hoogste {max_length} tekens.",
        "Use at most {max_length} characters for {name}.",
    ),
    "too_long": ("Kies bij {name} ten hoogste {max_length}.", "Choose at most {max_length} for {name}."),
    "control_characters": (
        "In {name} staat een onzichtbaar teken dat wij niet kunnen lezen: regel {line}, teken {column}.",
        "An invisible character in {name} cannot be read: line {line}, character {column}.",
    ),
    "greater_than_equal": ("Vul bij {name} ten minste {ge} in.", "Enter {ge} at least for {name}."),
    "less_than_equal": ("Vul bij {name} ten hoogste {le} in.", "Enter {le} at most for {name}."),
}
_BY_FAMILY: Mapping[str, tuple[str, str]] = {
    "date": (
        "Vul bij {name} een datum in die bestaat, zoals 15-12-2026.",
        "Enter a date that exists for {name}, such as 15-12-2026.",
    ),
    "datetime": (
        "Vul bij {name} een dag en een tijd in die bestaan, zoals 2026-12-15T09:00.",
        "Enter a day and a time that exist for {name}, such as 2026-12-15T09:00.",
    ),
    "int": ("Vul bij {name} een geheel getal in.", "Enter a whole number for {name}."),
}
_OTHERWISE = ("Wij kunnen {name} zo niet lezen.", "We cannot read {name} like this.")
_NOTHING_GIVEN = frozenset({"missing", "string_too_short", "too_short", "literal_error", "enum"})


def named_errors(errors: Iterable[Mapping[str, Any]], prefix: str, names: FieldNames) -> tuple[FieldError, ...]:
    """Return pydantic's ``errors`` with the prefixed names of the fields on the page, in the order of ``names``.

    A field without a name gets the sentence of the API.
    """
    found = [_named(error, prefix, names) for error in errors]
    order = list(names)
    return tuple(sorted(found, key=lambda error: _place(order, error.field)))


def _named(error: Mapping[str, Any], prefix: str, names: FieldNames) -> FieldError:
    (plain,) = field_errors([error])
    field = f"{prefix}-{plain.field}"
    name = names.get(field.split(".")[0])
    return FieldError(field, _text(error, name) if name else plain.text)


def _place(order: list[str], field: str) -> int:
    name = field.split(".")[0]
    return order.index(name) if name in order else len(order)


def _text(error: Mapping[str, Any], name: FieldName) -> BilingualText:
    kind = error["type"]
    if kind in _NOTHING_GIVEN:
        dutch, english = _NOT_CHOSEN if name.chosen else _EMPTY
    else:
        dutch, english = _TEXTS.get(kind) or _BY_FAMILY.get(kind.split("_")[0]) or _OTHERWISE
    context = error.get("ctx", {})
    return BilingualText(nl=dutch.format(name=name.nl, **context), en=english.format(name=name.en, **context))
