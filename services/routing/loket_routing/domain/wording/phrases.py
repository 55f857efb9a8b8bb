"""What is said of each kind of condition, where it holds and where it doesn't."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from loket_shared.contracts.texts import Text


@dataclass(frozen=True)
class Phrase:
    """What is said where a leaf holds, and where it doesn't; ``{codes}`` stands for what its codes are called."""

    holds: Text
    fails: Text


PHRASES: Mapping[str, Phrase] = MappingProxyType(
    {
        "topic": Phrase(
            Text(nl="onderwerp is {codes}", en="the topic is {codes}"),
            Text(nl="onderwerp is niet {codes}", en="the topic is not {codes}"),
        ),
        "field": Phrase(
            Text(nl="vakgebied is {codes}", en="the field is {codes}"),
            Text(nl="vakgebied is niet {codes}", en="the field is not {codes}"),
        ),
        "kind": Phrase(
            Text(nl="het is een {codes}", en="it is a {codes}"),
            Text(nl="het is geen {codes}", en="it is not a {codes}"),
        ),
        "partner-type": Phrase(
            Text(nl="een partner is van de soort {codes}", en="a partner is of the kind {codes}"),
            Text(nl="geen partner is van de soort {codes}", en="no partner is of the kind {codes}"),
        ),
        "institution-kind": Phrase(
            Text(
                nl="de vraag komt van een instelling van de soort {codes}", en="an institution of the kind {codes} asks"
            ),
            Text(
                nl="de vraag komt niet van een instelling van de soort {codes}",
                en="no institution of the kind {codes} asks",
            ),
        ),
        "legal-regime": Phrase(
            Text(nl="het wettelijk regime {codes} is van toepassing", en="the legal regime {codes} applies"),
            Text(
                nl="het wettelijk regime {codes} is niet van toepassing", en="the legal regime {codes} does not apply"
            ),
        ),
        "signal": Phrase(
            Text(nl="er is een signaal {codes}", en="there is a signal {codes}"),
            Text(nl="er is geen signaal {codes}", en="there is no signal {codes}"),
        ),
        "language": Phrase(
            Text(nl="de vraag is gesteld in het {codes}", en="the question is asked in {codes}"),
            Text(nl="de vraag is niet gesteld in het {codes}", en="the question is not asked in {codes}"),
        ),
        "words": Phrase(
            Text(nl="de tekst heeft woorden uit de lijst {codes}", en="the text has words of the list {codes}"),
            Text(nl="de tekst heeft geen woorden uit de lijst {codes}", en="the text has no words of the list {codes}"),
        ),
    }
)
ANY_REGIME = Phrase(
    Text(nl="er is een wettelijk regime van toepassing", en="a legal regime applies"),
    Text(nl="er is geen wettelijk regime van toepassing", en="no legal regime applies"),
)
SOON = Phrase(
    Text(nl="het antwoord is {codes} nodig", en="the answer is needed {codes}"),
    Text(nl="het antwoord is niet {codes} nodig", en="the answer is not needed {codes}"),
)
