"""The sentences in which the grammar refuses: a stable code, Dutch and English for each kind of problem."""

from collections.abc import Mapping

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
