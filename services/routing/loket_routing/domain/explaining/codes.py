"""Codes of the form in words, as the code lists name them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from loket_policy import code_lists
from loket_shared.contracts.texts import BilingualText

_LISTS: Mapping[str, Callable[[], tuple[code_lists.Code, ...]]] = MappingProxyType(
    {
        "topic": code_lists.topics,
        "field": code_lists.fields,
        "partner-type": code_lists.partner_types,
        "institution-kind": code_lists.institution_kinds,
    }
)
_WORDS: Mapping[tuple[str, str], BilingualText] = MappingProxyType(
    {
        ("kind", "question"): BilingualText(nl="vraag", en="question"),
        ("kind", "incident"): BilingualText(nl="melding", en="report of an incident"),
        ("language", "nl"): BilingualText(nl="Nederlands", en="Dutch"),
        ("language", "en"): BilingualText(nl="Engels", en="English"),
        ("consent-to-share", "no"): BilingualText(nl="nee", en="no"),
    }
)


def code_in_words(kind: str, code: str) -> BilingualText:
    """Return what a code of this kind of fact is called; the code itself where it has no name."""
    if kind in _LISTS:
        return next((entry.name for entry in _LISTS[kind]() if entry.code == code), BilingualText(nl=code, en=code))
    return _WORDS.get((kind, code), BilingualText(nl=code, en=code))
