"""Sentences in a decision: the reasons for lead and priority, and the two readings of a doubtful term.

Only open rules name a lead or a priority, so these sentences never rest on covert participation.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from loket_policy.fact_sources import FactSource
from loket_routing.domain.bilingual import join_texts
from loket_routing.domain.decide.derivation import DOUBTED
from loket_routing.domain.decide.evaluation import PolicyContext, RuleEvaluation, Vote
from loket_routing.domain.decide.facts import Fact
from loket_routing.domain.decide.matching.hits import Doubt
from loket_shared.contracts.texts import BilingualText

NOBODY_LEADS = BilingualText(
    nl="Geen regel wijst een penvoerder aan: de leiding blijft bij het loket.",
    en="No rule names a lead: the front office keeps the lead.",
)
NORMAL = BilingualText(nl="Geen regel vraagt om spoed.", en="No rule asks for urgency.")

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


def explain_lead(evaluation: RuleEvaluation, context: PolicyContext) -> tuple[BilingualText, ...]:
    """Explain the lead: the rule that names it, and the lower rules that name one too."""
    naming = [vote for vote in evaluation.votes if vote.rule.then.lead]
    if not naming:
        return (NOBODY_LEADS,)
    leading, *others = naming
    return (_chosen(leading, context), *(_outranked(other, leading, context) for other in others))


def explain_priority(evaluation: RuleEvaluation) -> tuple[BilingualText, ...]:
    """Explain the priority: the rules that ask for urgency, or that none does."""
    asking = [vote.rule.id for vote in evaluation.votes if vote.rule.then.priority == "urgent"]
    sentences = tuple(
        BilingualText(nl=f"Regel {rule} vraagt om spoed.", en=f"Rule {rule} asks for urgency.") for rule in asking
    )
    return sentences or (NORMAL,)


def _chosen(vote: Vote, context: PolicyContext) -> BilingualText:
    who, (nl, en) = context.short_name(vote.named[0]), _place_of(vote, context)
    return BilingualText(
        nl=f"{who} leidt: dat zegt regel {nl}, en geen regel die hoger staat wijst een penvoerder aan.",
        en=f"{who} leads: so says rule {en}, and no rule that stands higher names a lead.",
    )


def _outranked(vote: Vote, leading: Vote, context: PolicyContext) -> BilingualText:
    who, (nl, en) = context.short_name(vote.named[0]), _place_of(vote, context)
    if vote.rule.then.lead == leading.rule.then.lead:
        return BilingualText(
            nl=f"Ook regel {nl}, wijst {who} als penvoerder aan.", en=f"Rule {en}, names {who} as lead too."
        )
    return BilingualText(
        nl=f"Regel {nl}, wijst {who} als penvoerder aan; omdat die lager staat, denkt {who} mee.",
        en=f"Rule {en}, names {who} as lead; as it stands lower, {who} contributes.",
    )


def _place_of(vote: Vote, context: PolicyContext) -> tuple[str, str]:
    rule_set = context.rule_set
    place, places = rule_set.places[vote.line], len(rule_set.precedence)
    title = rule_set.ranked[place].title
    return (
        f"{vote.rule.id} ('{title.nl}'), op plaats {place + 1} van {places} in de voorrang",
        f"{vote.rule.id} ('{title.en}'), at place {place + 1} of {places} in the precedence",
    )


def doubtful_words(facts: Iterable[Fact]) -> BilingualText:
    """Return the words of one or more ``facts``, with their places."""
    sources = dict.fromkeys(FactSource.read(fact.source) for fact in facts)
    return join_texts(_term(one) for one in sources)


def two_readings(fact: Fact) -> BilingualText:
    """Return a sentence about a doubtful word: its place, and both ways to read it."""
    term, way = _term(FactSource.read(fact.source)), _WAYS[fact.name]
    return BilingualText(nl=f"D{term.nl[1:]} {way.nl}.", en=f"T{term.en[1:]} {way.en}.")


def _term(source: FactSource) -> BilingualText:
    """Return the term with its place, called a term: the text may have other letters there."""
    place = source.in_words
    return BilingualText(nl=f'de term "{source.what}" {place.nl}', en=f'the term "{source.what}" {place.en}')
