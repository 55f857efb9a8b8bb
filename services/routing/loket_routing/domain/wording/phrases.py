"""What is said of each kind of condition, where it holds and where it doesn't."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from loket_shared.contracts.texts import BilingualText


@dataclass(frozen=True)
class Phrase:
    """What is said where a leaf holds, and where it doesn't; ``{codes}`` stands for what its codes are called."""

    holds: BilingualText
    fails: BilingualText


PHRASES: Mapping[str, Phrase] = MappingProxyType(
    {
        "topic": Phrase(
            BilingualText(nl="onderwerp is {codes}", en="the topic is {codes}"),
            BilingualText(nl="onderwerp is niet {codes}", en="the topic is not {codes}"),
        ),
        "field": Phrase(
            BilingualText(nl="vakgebied is {codes}", en="the field is {codes}"),
            BilingualText(nl="vakgebied is niet {codes}", en="the field is not {codes}"),
        ),
        "kind": Phrase(
            BilingualText(nl="het is een {codes}", en="it is a {codes}"),
            BilingualText(nl="het is geen {codes}", en="it is not a {codes}"),
        ),
        "partner-type": Phrase(
            BilingualText(nl="een partner is van de soort {codes}", en="a partner is of the kind {codes}"),
            BilingualText(nl="geen partner is van de soort {codes}", en="no partner is of the kind {codes}"),
        ),
        "institution-kind": Phrase(
            BilingualText(
                nl="de vraag komt van een instelling van de soort {codes}", en="an institution of the kind {codes} asks"
            ),
            BilingualText(
                nl="de vraag komt niet van een instelling van de soort {codes}",
                en="no institution of the kind {codes} asks",
            ),
        ),
        "legal-regime": Phrase(
            BilingualText(nl="het wettelijk regime {codes} is van toepassing", en="the legal regime {codes} applies"),
            BilingualText(
                nl="het wettelijk regime {codes} is niet van toepassing", en="the legal regime {codes} does not apply"
            ),
        ),
        "signal": Phrase(
            BilingualText(nl="er is een signaal {codes}", en="there is a signal {codes}"),
            BilingualText(nl="er is geen signaal {codes}", en="there is no signal {codes}"),
        ),
        "language": Phrase(
            BilingualText(nl="de vraag is gesteld in het {codes}", en="the question is asked in {codes}"),
            BilingualText(nl="de vraag is niet gesteld in het {codes}", en="the question is not asked in {codes}"),
        ),
        "words": Phrase(
            BilingualText(
                nl="de tekst heeft woorden uit de lijst {codes}", en="the text has words of the list {codes}"
            ),
            BilingualText(
                nl="de tekst heeft geen woorden uit de lijst {codes}", en="the text has no words of the list {codes}"
            ),
        ),
    }
)
ANY_REGIME = Phrase(
    BilingualText(nl="er is een wettelijk regime van toepassing", en="a legal regime applies"),
    BilingualText(nl="er is geen wettelijk regime van toepassing", en="no legal regime applies"),
)
SOON = Phrase(
    BilingualText(nl="het antwoord is {codes} nodig", en="the answer is needed {codes}"),
    BilingualText(nl="het antwoord is niet {codes} nodig", en="the answer is not needed {codes}"),
)
