"""Codes of the form in words, as the code lists name them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from loket_shared.contracts import codelists
from loket_shared.contracts.texts import Text

_LISTS: Mapping[str, Callable[[], tuple[codelists.Code, ...]]] = MappingProxyType(
    {
        "topic": codelists.topics,
        "field": codelists.fields,
        "partner-type": codelists.partner_types,
        "institution-kind": codelists.institution_kinds,
    }
)
_WORDS: Mapping[tuple[str, str], Text] = MappingProxyType(
    {
        ("kind", "question"): Text(nl="vraag", en="question"),
        ("kind", "incident"): Text(nl="melding", en="report of an incident"),
        ("language", "nl"): Text(nl="Nederlands", en="Dutch"),
        ("language", "en"): Text(nl="Engels", en="English"),
        ("consent-to-share", "no"): Text(nl="nee", en="no"),
    }
)


def code_in_words(kind: str, code: str) -> Text:
    """Return what a code of this kind of fact is called; the code itself where it has no name."""
    if kind in _LISTS:
        return next((entry.name for entry in _LISTS[kind]() if entry.code == code), Text(nl=code, en=code))
    return _WORDS.get((kind, code), Text(nl=code, en=code))
