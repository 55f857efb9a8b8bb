"""Describe what a rule rests on: each fact by its name, with the places where it was found.

The place ``description[36:46]: hypersonic*`` reads *in the description: "Hypersonic"*: in quotation marks stands what
the text says. Where the text is not at hand, the term of the lexicon is named as that.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from loket_routing.domain.bilingual import join_texts
from loket_routing.domain.decide.decision import kind_of
from loket_routing.domain.decide.derivation import CONTRADICTED, DENIED, DOUBTED
from loket_routing.domain.decide.matching.polarity import Doubt
from loket_shared.contracts import codelists
from loket_shared.contracts.fact_sources import FactSource
from loket_shared.contracts.parts import Fact, Meaning
from loket_shared.contracts.texts import Text
from loket_shared.web.direction import without_direction

NO_TEXTS: Mapping[str, str] = MappingProxyType({})
"""For a reader who may read no texts, or where none is at hand."""

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

_KINDS_OF_CODE = {"topics": "topic", "fields": "field", "partners": "partner-type", "institution": "institution-kind"}
_KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "topic": Text(nl="het onderwerp", en="the topic"),
        "field": Text(nl="het vakgebied", en="the field of knowledge"),
        "partner-type": Text(nl="de soort partner", en="the kind of partner"),
        "institution-kind": Text(nl="de soort instelling", en="the kind of institution"),
        "kind": Text(nl="de soort vraag", en="the kind of question"),
        "language": Text(nl="de taal", en="the language"),
        "needed-in-days": Text(nl="het aantal dagen tot het antwoord nodig is", en="the days until it is needed"),
        "consent-to-share": Text(nl="de toestemming om te delen", en="the consent to share"),
        "legal-regime": Text(nl="het wettelijk regime", en="the legal regime"),
        "signal": Text(nl="het signaal", en="the signal"),
        DENIED: Text(nl="het ontkende signaal", en="the denied signal"),
        CONTRADICTED: Text(nl="het tegengesproken signaal", en="the contradicted signal"),
        DOUBTED[Doubt.DENIAL]: Text(nl="het misschien ontkende signaal", en="the perhaps denied signal"),
        DOUBTED[Doubt.MEANING]: Text(nl="het meerduidige signaal", en="the ambiguous signal"),
        DOUBTED[Doubt.ELSEWHERE]: Text(
            nl="het signaal dat naar twee kanten wijst", en="the signal that points both ways"
        ),
        DOUBTED[Doubt.SPELLING]: Text(nl="het misschien verkeerd gespelde signaal", en="the perhaps misspelt signal"),
        DOUBTED[Doubt.NEARLY]: Text(nl="het bijna gevonden signaal", en="the nearly found signal"),
        DOUBTED[Doubt.HINT]: Text(nl="het signaal waarop een woord misschien wijst", en="the perhaps hinted signal"),
    }
)


def describe_code(kind: str, code: str) -> Text:
    """Return what a code of this kind of fact is called; the code itself where it has no name."""
    if kind in _LISTS:
        return next((entry.name for entry in _LISTS[kind]() if entry.code == code), Text(nl=code, en=code))
    return _WORDS.get((kind, code), Text(nl=code, en=code))


def describe_places(sources: Iterable[str], texts: Mapping[str, str] = NO_TEXTS) -> Text:
    """Name the places of one fact, each once, with the words or codes that were found there.

    ``texts``: the passages that the reader may read, by place.
    """
    found: dict[Text, dict[Text, None]] = {}
    for source in map(FactSource.read, sources):
        found.setdefault(_place(source), {}).update(dict.fromkeys(_what(source, texts)))
    parts = [_with(place, list(what)) for place, what in found.items()]
    return Text(nl="; ".join(part.nl for part in parts), en="; ".join(part.en for part in parts))


def _place(source: FactSource) -> Text:
    """Return the place; of a legal source, itself."""
    return source.in_words if source.place else Text(nl=source.what, en=source.what)


def _what(source: FactSource, texts: Mapping[str, str]) -> tuple[Text, ...]:
    if source.is_passage:
        quoted = " ".join(without_direction(texts.get(source.place, "")[source.start : source.end]).split())
        return (_quoted(Text(nl=quoted, en=quoted)) if quoted else _named(source.what),)
    if not (source.field and source.what):
        return ()
    return (_quoted(describe_code(_KINDS_OF_CODE.get(source.field, ""), source.what)),)


def _quoted(what: Text) -> Text:
    return Text(nl=f'"{what.nl}"', en=f'"{what.en}"')


def _named(term: str) -> Text:
    return Text(nl=f'de term "{term}" van de woordenlijst', en=f'the term "{term}" of the word list')


def _with(place: Text, what: list[Text]) -> Text:
    if not what:
        return place
    nl, en = (", ".join(words) for words in zip(*((w.nl, w.en) for w in what), strict=True))
    return Text(nl=f"{place.nl}: {nl}", en=f"{place.en}: {en}")


def describe_grounds(
    grounds: Iterable[Fact], meanings: Iterable[Meaning], texts: Mapping[str, str] = NO_TEXTS
) -> Text | None:
    """Return one sentence on what a rule rests on; None where it rests on the absence of something."""
    names = {(meaning.name, meaning.code): meaning.text for meaning in meanings}
    sources: dict[tuple[str, str], list[str]] = {}
    for fact in grounds:
        sources.setdefault((fact.name, fact.value), []).append(fact.source)
    if not sources:
        return None
    facts = join_texts(
        _fact(name, code, describe_places(found, texts), names) for (name, code), found in sources.items()
    )
    return Text(nl=f"Dat rust op {facts.nl}.", en=f"This rests on {facts.en}.")


def _fact(name: str, code: str, places: Text, names: Mapping[tuple[str, str], Text]) -> Text:
    kind = _KINDS.get(name, Text(nl=name, en=name))
    called = names.get((kind_of(name), code)) or describe_code(name, code)
    return Text(nl=f"{kind.nl} '{called.nl}' ({places.nl})", en=f"{kind.en} '{called.en}' ({places.en})")
