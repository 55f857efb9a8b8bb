"""What a rule rests on, in words: each fact by its name, with the places where it was found."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from loket_routing.domain.deciding.meanings import kind_of
from loket_routing.domain.deciding.words import CONTRADICTED, DENIED, DOUBTED
from loket_routing.domain.explaining.codes import code_in_words
from loket_routing.domain.explaining.places import NO_TEXTS, places_in_words
from loket_routing.domain.naming import listed
from loket_routing.domain.text.polarity import Doubt
from loket_shared.contracts.shared_parts import Fact, Meaning
from loket_shared.contracts.texts import BilingualText

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


def grounds_in_words(
    grounds: Iterable[Fact], meanings: Iterable[Meaning], texts: Mapping[str, str] = NO_TEXTS
) -> BilingualText | None:
    """Return one sentence on what a rule rests on; None where it rests on the absence of something."""
    names = {(meaning.name, meaning.code): meaning.text for meaning in meanings}
    sources: dict[tuple[str, str], list[str]] = {}
    for fact in grounds:
        sources.setdefault((fact.name, fact.value), []).append(fact.source)
    if not sources:
        return None
    facts = listed(_fact(name, code, places_in_words(found, texts), names) for (name, code), found in sources.items())
    return BilingualText(nl=f"Dat rust op {facts.nl}.", en=f"This rests on {facts.en}.")


def _fact(name: str, code: str, places: BilingualText, names: Mapping[tuple[str, str], BilingualText]) -> BilingualText:
    kind = _KINDS.get(name, BilingualText(nl=name, en=name))
    called = names.get((kind_of(name), code)) or code_in_words(name, code)
    return BilingualText(nl=f"{kind.nl} '{called.nl}' ({places.nl})", en=f"{kind.en} '{called.en}' ({places.en})")
