"""The two ways in which a word that leaves a doubt can be read, said at its place in the text."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from loket_policy.fact_sources import FactSource
from loket_routing.domain.deciding.words import DOUBTED
from loket_routing.domain.facts import Fact
from loket_routing.domain.naming import listed
from loket_routing.domain.text.polarity import Doubt
from loket_shared.contracts.texts import BilingualText

_WAYS: Mapping[str, BilingualText] = MappingProxyType(
    {
        DOUBTED[Doubt.DENIAL]: BilingualText(
            nl="staat bij een ontkenning die niet vaststaat: het kan tellen, of ontkend zijn",
            en="stands with a denial that is not certain: it may count, or be denied",
        ),
        DOUBTED[Doubt.MEANING]: BilingualText(
            nl="heeft meer betekenissen of is hier een naam, en staat alleen: het kan tellen, of iets anders betekenen",
            en="has several meanings or is a name here, and stands alone: it may count, or mean something else",
        ),
        DOUBTED[Doubt.ELSEWHERE]: BilingualText(
            nl="heeft meer betekenissen, en woorden in de buurt wijzen naar twee kanten: het kan tellen, of niet",
            en="has several meanings, and words near it point both ways: it may count, or not",
        ),
        DOUBTED[Doubt.SPELLING]: BilingualText(
            nl="lijkt op wat daar staat: het kan verkeerd gespeld zijn, of een ander woord",
            en="looks like what stands there: it may be misspelt, or another word",
        ),
        DOUBTED[Doubt.HINT]: BilingualText(
            nl="wijst er misschien op en zegt te weinig: de vraag kan daarover gaan, of niet",
            en="may hint at it and says too little: the question may be about that, or not",
        ),
        DOUBTED[Doubt.NEARLY]: BilingualText(
            nl="staat er bijna, in een langer woord of in andere woorden: het kan bedoeld zijn, of niet",
            en="nearly stands there, in a longer word or in other words: it may be meant, or not",
        ),
    }
)


def doubtful_words(facts: Iterable[Fact]) -> BilingualText:
    """Return the words of ``facts``, of which there is at least one, with their places."""
    sources = dict.fromkeys(FactSource.read(fact.source) for fact in facts)
    return listed(_term(one) for one in sources)


def two_readings(fact: Fact) -> BilingualText:
    """Return a sentence on a word that leaves a doubt: where it stands, and both ways to read it."""
    term, way = _term(FactSource.read(fact.source)), _WAYS[fact.name]
    return BilingualText(nl=f"D{term.nl[1:]} {way.nl}.", en=f"T{term.en[1:]} {way.en}.")


def _term(source: FactSource) -> BilingualText:
    """Return the term with its place, named as what it is: the text may have other letters there."""
    place = source.in_words
    return BilingualText(nl=f'de term "{source.what}" {place.nl}', en=f'the term "{source.what}" {place.en}')
