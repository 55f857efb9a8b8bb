"""Where a fact was found, in words: ``description[36:46]: hypersonic*`` is *in the description: "hypersonic"*."""

from collections.abc import Iterable

from loket_routing.domain.explaining.codes import code_in_words
from loket_routing.domain.facts import FORM
from loket_shared.contracts.texts import Text

_FORM = Text(nl="in het formulier", en="in the form")
_TEXTS = {
    "subject": Text(nl="in het onderwerp van de vraag", en="in the question's subject"),
    "description": Text(nl="in de omschrijving", en="in the description"),
}
_KINDS_OF_CODE = {"topics": "topic", "fields": "field", "partners": "partner-type", "institution": "institution-kind"}
_MARKS = "=*+"


def places_in_words(sources: Iterable[str]) -> Text:
    """Name the places of one fact, each once, with the words or codes that were found there."""
    found: dict[Text, dict[Text, None]] = {}
    for source in sources:
        place, what = _read(source)
        found.setdefault(place, {}).update(dict.fromkeys(what))
    parts = [_place(place, list(what)) for place, what in found.items()]
    return Text(nl="; ".join(part.nl for part in parts), en="; ".join(part.en for part in parts))


def _place(place: Text, what: list[Text]) -> Text:
    if not what:
        return place
    nl, en = (", ".join(f'"{text.in_language(language)}"' for text in what) for language in ("nl", "en"))
    return Text(nl=f"{place.nl}: {nl}", en=f"{place.en}: {en}")


def _read(source: str) -> tuple[Text, tuple[Text, ...]]:
    """Return the place that ``source`` names and what was found there; of a legal source, itself."""
    place, _, what = source.partition(": ")
    if place.startswith(FORM):
        kind = _KINDS_OF_CODE.get(place.removeprefix(FORM), "")
        return _FORM, (code_in_words(kind, what),) if what else ()
    passage, bracket, _ = place.partition("[")
    if not bracket:
        law = _law(source)
        return Text(nl=law, en=law), ()
    term = what.strip(_MARKS)
    return _passage(passage), (Text(nl=term, en=term),)


def _law(source: str) -> str:
    scheme, _, number = source.partition(" ")
    return number if scheme == "citation" else f"{scheme.upper()} {number}"


def _passage(passage: str) -> Text:
    if passage in _TEXTS:
        return _TEXTS[passage]
    number = int(passage.rpartition("-")[2]) - 1
    return Text(nl=f"in aanvulling {number}", en=f"in supplement {number}")
