"""Describes the facts that a rule rests on, each with the places where it was found.

The place ``description[36:46]: hypersonic*`` reads *in the description: "Hypersonic"*: the words of the text are in
quotation marks. Without the text, the term of the lexicon is named instead.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from loket_policy import code_lists
from loket_policy.fact_sources import FactSource
from loket_routing.domain.bilingual import concatenate, join_texts, plain, quote
from loket_routing.domain.decide.decision import kind_of
from loket_routing.domain.decide.derivation import CONTRADICTED, DENIED, DOUBTED
from loket_routing.domain.decide.matching.hits import Doubt
from loket_shared.contracts.shared_parts import Fact, Meaning
from loket_shared.contracts.texts import BilingualText
from loket_shared.text_types import without_direction

NO_TEXTS: Mapping[str, str] = MappingProxyType({})
"""For a reader who may read no texts, or where none is at hand."""

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

_KINDS_OF_CODE = {"topics": "topic", "fields": "field", "partners": "partner-type", "institution": "institution-kind"}
_KINDS: Mapping[str, BilingualText] = MappingProxyType(
    {
        "topic": BilingualText(nl="het onderwerp", en="the topic"),
        "field": BilingualText(nl="het vakgebied", en="the field of knowledge"),
        "partner-type": BilingualText(nl="de soort partner", en="the kind of partner"),
        "institution-kind": BilingualText(nl="de soort instelling", en="the kind of institution"),
        "kind": BilingualText(nl="de soort vraag", en="the kind of question"),
        "language": BilingualText(nl="de taal", en="the language"),
        "needed-in-days": BilingualText(
            nl="het aantal dagen tot het antwoord nodig is", en="the days until it is needed"
        ),
        "consent-to-share": BilingualText(nl="de toestemming om te delen", en="the consent to share"),
        "legal-regime": BilingualText(nl="het wettelijk regime", en="the legal regime"),
        "signal": BilingualText(nl="het signaal", en="the signal"),
        DENIED: BilingualText(nl="het ontkende signaal", en="the denied signal"),
        CONTRADICTED: BilingualText(nl="het tegengesproken signaal", en="the contradicted signal"),
        DOUBTED[Doubt.DENIAL]: BilingualText(nl="het misschien ontkende signaal", en="the perhaps denied signal"),
        DOUBTED[Doubt.MEANING]: BilingualText(nl="het meerduidige signaal", en="the ambiguous signal"),
        DOUBTED[Doubt.ELSEWHERE]: BilingualText(
            nl="het signaal dat naar twee kanten wijst", en="the signal that points both ways"
        ),
        DOUBTED[Doubt.SPELLING]: BilingualText(
            nl="het misschien verkeerd gespelde signaal", en="the perhaps misspelt signal"
        ),
        DOUBTED[Doubt.NEARLY]: BilingualText(nl="het bijna gevonden signaal", en="the nearly found signal"),
        DOUBTED[Doubt.HINT]: BilingualText(
            nl="het signaal waarop een woord misschien wijst", en="the perhaps hinted signal"
        ),
    }
)


def describe_code(kind: str, code: str) -> BilingualText:
    """Return the name of a code of this kind of fact; the code itself if it has no name."""
    if kind in _LISTS:
        return next((entry.name for entry in _LISTS[kind]() if entry.code == code), plain(code))
    return _WORDS.get((kind, code), plain(code))


def describe_places(sources: Iterable[str], texts: Mapping[str, str] = NO_TEXTS) -> BilingualText:
    """Describe the places of one fact, each once, with the words or codes that were found there.

    ``texts``: the passages that the reader may read, by place.
    """
    found: dict[BilingualText, dict[BilingualText, None]] = {}
    for source in map(FactSource.read, sources):
        found.setdefault(_place(source), {}).update(dict.fromkeys(_what(source, texts)))
    return concatenate((_with(place, list(what)) for place, what in found.items()), "; ")


def _place(source: FactSource) -> BilingualText:
    """Describe the place; a legal source describes itself."""
    return source.in_words if source.place else plain(source.what)


def _what(source: FactSource, texts: Mapping[str, str]) -> tuple[BilingualText, ...]:
    if source.is_passage:
        quoted = " ".join(without_direction(texts.get(source.place, "")[source.start : source.end]).split())
        return (quote(plain(quoted)) if quoted else _named(source.what),)
    if not (source.field and source.what):
        return ()
    return (quote(describe_code(_KINDS_OF_CODE.get(source.field, ""), source.what)),)


def _named(term: str) -> BilingualText:
    return BilingualText(nl=f'de term "{term}" van de woordenlijst', en=f'the term "{term}" of the word list')


def _with(place: BilingualText, what: list[BilingualText]) -> BilingualText:
    return concatenate((place, concatenate(what, ", ")), ": ") if what else place


def describe_grounds(
    grounds: Iterable[Fact], meanings: Iterable[Meaning], texts: Mapping[str, str] = NO_TEXTS
) -> BilingualText | None:
    """Return one sentence on the facts that a rule rests on; None if it rests on an absence."""
    names = {(meaning.name, meaning.code): meaning.text for meaning in meanings}
    sources: dict[tuple[str, str], list[str]] = {}
    for fact in grounds:
        sources.setdefault((fact.name, fact.value), []).append(fact.source)
    if not sources:
        return None
    facts = join_texts(
        _fact(name, code, describe_places(found, texts), names) for (name, code), found in sources.items()
    )
    return BilingualText(nl=f"Dat rust op {facts.nl}.", en=f"This rests on {facts.en}.")


def _fact(name: str, code: str, places: BilingualText, names: Mapping[tuple[str, str], BilingualText]) -> BilingualText:
    kind = _KINDS.get(name, plain(name))
    called = names.get((kind_of(name), code)) or describe_code(name, code)
    return BilingualText(nl=f"{kind.nl} '{called.nl}' ({places.nl})", en=f"{kind.en} '{called.en}' ({places.en})")
