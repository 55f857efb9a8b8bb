"""A finding: the set is not refused for it, but its owner should know of it."""

from dataclasses import dataclass

from loket_routing.domain.rule_set.faults import RuleSetPlace
from loket_routing.domain.rule_set.review.formula import Atom
from loket_shared.contracts.texts import BilingualText

_SHOWN = {
    "topic": BilingualText(nl="onderwerp", en="topic"),
    "field": BilingualText(nl="vakgebied", en="field"),
    "partner-type": BilingualText(nl="soort partner", en="kind of partner"),
    "institution-kind": BilingualText(nl="soort instelling", en="kind of institution"),
    "legal-regime": BilingualText(nl="wettelijk regime", en="legal regime"),
    "words": BilingualText(nl="woorden", en="words"),
    "needed-in-days": BilingualText(nl="antwoord nodig binnen dagen:", en="answer needed within days:"),
}


@dataclass(frozen=True)
class Finding:
    """A finding about rules or topics; ``code`` is stable, for programs."""

    code: str
    places: tuple[RuleSetPlace, ...]
    sentence: BilingualText

    def __str__(self) -> str:
        return f"{', '.join(place.words.en for place in self.places)}: {self.sentence.en}"


def finding(code: str, places: tuple[RuleSetPlace, ...], nl: str, en: str) -> Finding:
    """Return a finding with its sentence in both languages."""
    return Finding(code, places, BilingualText(nl=nl, en=en))


def describe_case(atoms: tuple[Atom, ...]) -> BilingualText:
    """Return an example case as a text; kind, language and absent facts are left out."""
    told = [(_SHOWN[name], code) for name, code in sorted(atoms) if name in _SHOWN]
    return BilingualText(
        nl=", ".join(f"{name.nl} {code}" for name, code in told) or "elke vraag",
        en=", ".join(f"{name.en} {code}" for name, code in told) or "any question",
    )
