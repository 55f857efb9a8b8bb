"""The conditions and the effects of a rule as sentences, without a capital and a full stop."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from loket_routing.domain.bilingual import OR, concatenate, fill, join_texts, plain, quote
from loket_routing.domain.decide.facts import ANY
from loket_routing.domain.presentation.label_lookup import LabelLookup
from loket_routing.domain.rule_set.conditions import Condition
from loket_routing.domain.rule_set.model import Effects, Service
from loket_shared.contracts.texts import BilingualText


@dataclass(frozen=True)
class Phrase:
    """The texts of a leaf that holds and of one that fails; ``{codes}`` stands for the labels of its codes."""

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
_ANY_REGIME = Phrase(
    BilingualText(nl="er is een wettelijk regime van toepassing", en="a legal regime applies"),
    BilingualText(nl="er is geen wettelijk regime van toepassing", en="no legal regime applies"),
)
SOON = Phrase(
    BilingualText(nl="het antwoord is {codes} nodig", en="the answer is needed {codes}"),
    BilingualText(nl="het antwoord is niet {codes} nodig", en="the answer is not needed {codes}"),
)

_ALL = BilingualText(nl=", en ", en=", and ")
_ANY = BilingualText(nl=", of ", en=", or ")
_UNQUOTED = frozenset({"kind", "language"})


@dataclass(frozen=True)
class _Said:
    """A condition as a text; ``link`` joins its parts if it has several."""

    words: BilingualText
    link: BilingualText | None = None


def describe_condition(condition: Condition, names: LabelLookup) -> BilingualText:
    """Describe ``condition``; a negation moves into its leaves, so that no 'not' comes before brackets."""
    return _say(condition, names, holds=True).words


def describe_conditions(first: Condition, second: Condition | None, names: LabelLookup) -> BilingualText:
    """Describe both conditions; of two leaves of a kind, only the narrower one is described."""
    parts = (*_conjuncts(first), *(_conjuncts(second) if second else ()))
    return _join([_say(part, names, holds=True) for part in parts if not _implied(part, parts)], _ALL).words


def _conjuncts(condition: Condition) -> tuple[Condition, ...]:
    return tuple(part for each in condition.all_ for part in _conjuncts(each)) if condition.all_ else (condition,)


def _implied(part: Condition, others: Iterable[Condition]) -> bool:
    """Return whether another leaf of the same kind has fewer of the same codes, and so says more."""
    if part.leaf is None:
        return False
    kind, codes = part.leaf
    return any(each.leaf and each.leaf[0] == kind and {*each.leaf[1]} < {*codes} for each in others)


def _say(condition: Condition, names: LabelLookup, *, holds: bool) -> _Said:
    if condition.not_ is not None:
        return _say(condition.not_, names, holds=not holds)
    if not condition.parts:
        return _Said(_leaf(condition, names, holds=holds))
    # De Morgan: "not all hold" reads as "one does not hold, or another doesn't".
    link = _ALL if bool(condition.all_) == holds else _ANY
    return _join([_say(part, names, holds=holds) for part in condition.parts], link)


def _join(said: Sequence[_Said], link: BilingualText) -> _Said:
    return said[0] if len(said) == 1 else _Said(concatenate((_bracketed(each, link) for each in said), link), link)


def _bracketed(said: _Said, around: BilingualText) -> BilingualText:
    return (
        said.words if said.link in (None, around) else BilingualText(nl=f"({said.words.nl})", en=f"({said.words.en})")
    )


def _leaf(condition: Condition, names: LabelLookup, *, holds: bool) -> BilingualText:
    phrase, codes = _phrase(condition, names)
    return fill(phrase.holds if holds else phrase.fails, codes=codes)


def _phrase(condition: Condition, names: LabelLookup) -> tuple[Phrase, BilingualText]:
    if condition.needed_within_days is not None:
        return SOON, _days(condition.needed_within_days)
    kind, codes = condition.leaf or ("", ())
    if kind == "legal-regime" and ANY in codes:
        return _ANY_REGIME, plain("")
    called = (names.code(kind, code) for code in codes)
    return PHRASES[kind], join_texts(called if kind in _UNQUOTED else map(quote, called), OR)


def _days(days: int) -> BilingualText:
    if days == 0:
        return BilingualText(nl="nog dezelfde dag", en="the same day")
    nl, en = ("dag", "day") if days == 1 else ("dagen", "days")
    return BilingualText(nl=f"binnen {days} {nl}", en=f"within {days} {en}")


_LEADS = BilingualText(nl="{who} is penvoerder", en="{who} leads")
_CONTRIBUTES = BilingualText(nl="{who} denkt mee", en="{who} contributes")
_CONTRIBUTE = BilingualText(nl="{who} denken mee", en="{who} contribute")
_SERVICE = BilingualText(
    nl="de dienst die bij de technologie hoort denkt mee ({services})",
    en="the service that fits the technology contributes ({services})",
)
_NO_SERVICES = BilingualText(nl="geen enkele", en="none")
_CHOSEN = BilingualText(nl="{department} bij signaal {signal}", en="{department} on the signal {signal}")
_ELSE = BilingualText(nl=", anders ", en=", else ")
_PRIORITY = {
    "urgent": BilingualText(nl="de vraag heeft spoed", en="the question is urgent"),
    "normal": BilingualText(nl="de vraag heeft geen spoed", en="the question is not urgent"),
}
_ANSWERED = BilingualText(nl="het loket antwoordt zelf", en="the front office answers itself")
_CONFIRMED = BilingualText(nl="het loket bevestigt eerst de route", en="the front office confirms the route first")


def describe_effects(effects: Effects, names: LabelLookup) -> BilingualText:
    """Describe the lead, the contributors, the priority, and the part of the front office."""
    return concatenate(_clauses(effects, names), "; ")


def _describe_services(services: tuple[Service, ...], names: LabelLookup) -> BilingualText:
    """Describe which department each signal chooses; the first signal that is given counts."""
    return concatenate((_chosen(service, names) for service in services), _ELSE) if services else _NO_SERVICES


def _chosen(service: Service, names: LabelLookup) -> BilingualText:
    signal = quote(names.code("signal", service.signal))
    return fill(_CHOSEN, department=names.department(service.department), signal=signal)


def _clauses(effects: Effects, names: LabelLookup) -> Iterator[BilingualText]:
    if effects.lead:
        yield fill(_LEADS, who=names.department(effects.lead))
    if effects.contribute:
        phrase = _CONTRIBUTES if len(effects.contribute) == 1 else _CONTRIBUTE
        yield fill(phrase, who=join_texts(map(names.department, effects.contribute)))
    if effects.service:
        yield fill(_SERVICE, services=_describe_services(names.services, names))
    if effects.priority:
        yield _PRIORITY[effects.priority]
    if effects.answer:
        yield _ANSWERED
    if effects.confirm:
        yield _CONFIRMED
