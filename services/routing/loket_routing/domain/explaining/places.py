"""Where a fact was found, in words: ``description[36:46]: hypersonic*`` is *in the description: "hypersonic"*."""

from collections.abc import Iterable

from loket_routing.domain.explaining.codes import code_in_words
from loket_shared.contracts.fact_sources import FactSource
from loket_shared.contracts.texts import Text

_KINDS_OF_CODE = {"topics": "topic", "fields": "field", "partners": "partner-type", "institution": "institution-kind"}


def places_in_words(sources: Iterable[str]) -> Text:
    """Name the places of one fact, each once, with the words or codes that were found there."""
    found: dict[Text, dict[Text, None]] = {}
    for source in map(FactSource.read, sources):
        found.setdefault(_place(source), {}).update(dict.fromkeys(_what(source)))
    parts = [_with(place, list(what)) for place, what in found.items()]
    return Text(nl="; ".join(part.nl for part in parts), en="; ".join(part.en for part in parts))


def _place(source: FactSource) -> Text:
    """Return the place; of a legal source, itself."""
    return source.in_words if source.place else Text(nl=source.what, en=source.what)


def _what(source: FactSource) -> tuple[Text, ...]:
    if source.is_passage:
        return (Text(nl=source.what, en=source.what),)
    return (code_in_words(_KINDS_OF_CODE.get(source.field, ""), source.what),) if source.field and source.what else ()


def _with(place: Text, what: list[Text]) -> Text:
    if not what:
        return place
    nl, en = (", ".join(f'"{word}"' for word in words) for words in zip(*((w.nl, w.en) for w in what), strict=True))
    return Text(nl=f"{place.nl}: {nl}", en=f"{place.en}: {en}")
