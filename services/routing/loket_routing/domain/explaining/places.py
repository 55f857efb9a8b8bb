"""Where a fact was found, in words: ``description[36:46]: hypersonic*`` is *in the description: "Hypersonic"*.

In quotation marks stands what the text says. Where the text is not at hand, the term of the lexicon is named as that.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from loket_policy.fact_sources import FactSource
from loket_routing.domain.explaining.codes import code_in_words
from loket_shared.contracts.texts import BilingualText
from loket_shared.text_types import without_direction

_KINDS_OF_CODE = {"topics": "topic", "fields": "field", "partners": "partner-type", "institution": "institution-kind"}


NO_TEXTS: Mapping[str, str] = MappingProxyType({})
"""Where the reader may read none, or none is at hand."""


def places_in_words(sources: Iterable[str], texts: Mapping[str, str] = NO_TEXTS) -> BilingualText:
    """Name the places of one fact, each once, with the words or codes that were found there.

    ``texts``: those of the passages, as far as the reader may read them.
    """
    found: dict[BilingualText, dict[BilingualText, None]] = {}
    for source in map(FactSource.read, sources):
        found.setdefault(_place(source), {}).update(dict.fromkeys(_what(source, texts)))
    parts = [_with(place, list(what)) for place, what in found.items()]
    return BilingualText(nl="; ".join(part.nl for part in parts), en="; ".join(part.en for part in parts))


def _place(source: FactSource) -> BilingualText:
    """Return the place; of a legal source, itself."""
    return source.in_words if source.place else BilingualText(nl=source.what, en=source.what)


def _what(source: FactSource, texts: Mapping[str, str]) -> tuple[BilingualText, ...]:
    if source.is_passage:
        quoted = " ".join(without_direction(texts.get(source.place, "")[source.start : source.end]).split())
        return (_quoted(BilingualText(nl=quoted, en=quoted)) if quoted else _named(source.what),)
    if not (source.field and source.what):
        return ()
    return (_quoted(code_in_words(_KINDS_OF_CODE.get(source.field, ""), source.what)),)


def _quoted(what: BilingualText) -> BilingualText:
    return BilingualText(nl=f'"{what.nl}"', en=f'"{what.en}"')


def _named(term: str) -> BilingualText:
    return BilingualText(nl=f'de term "{term}" van de woordenlijst', en=f'the term "{term}" of the word list')


def _with(place: BilingualText, what: list[BilingualText]) -> BilingualText:
    if not what:
        return place
    nl, en = (", ".join(words) for words in zip(*((w.nl, w.en) for w in what), strict=True))
    return BilingualText(nl=f"{place.nl}: {nl}", en=f"{place.en}: {en}")
