"""Ranks the routes that an officer may choose from if the rules are not sure, the likeliest first.

If a signal is doubtful, the other route is the one without the words that give it. If no topic matches, each signal
suggests the route of the topic that it hints at. No two routes look the same without covert departments, and every
confidence rests on open rules only, so that neither the length nor the order of a ranking betrays covert participation
(design section 5).
"""

from collections.abc import Iterable

from loket_routing.domain.bilingual import join_texts
from loket_routing.domain.decide.confidence import (
    SignalStrength,
    doubtful_facts,
    signal_strength,
    signal_strengths,
    suggestion_confidence,
    weakest_strength,
)
from loket_routing.domain.decide.derivation import with_topics
from loket_routing.domain.decide.evaluation import EvaluatedQuestion
from loket_routing.domain.decide.facts import Facts
from loket_routing.domain.decide.reasons import doubtful_words
from loket_routing.domain.departments import covert
from loket_routing.domain.rule_set.model import RuleSet, TopicHint
from loket_shared.contracts.shared_parts import RankedRoute, Route
from loket_shared.contracts.texts import BilingualText

AS_DECIDED = BilingualText(
    nl="Zo wijzen de regels het aan, met alles wat is gevonden.", en="So the rules say, with all that was found."
)
ALL_SIGNALS = BilingualText(nl="Alle signalen samen wijzen hierheen.", en="All signals together point here.")


def rank_doubted(question: EvaluatedQuestion, confidence: float) -> tuple[RankedRoute, ...]:
    """Return the decided route, and those without one doubtful signal or without all of them."""
    doubt = question.context.rule_set.doubt
    doubtful = tuple(one for one in _strengths(question) if one.strength < doubt.confirm_below)
    groups = dict.fromkeys([*((one,) for one in doubtful), doubtful]) if doubtful else ()
    others = [_without(question, group) for group in groups]
    return _distinct([_ranked(question.evaluation.route, confidence, AS_DECIDED), *_likeliest_first(others)])


def rank_suggested(
    question: EvaluatedQuestion, hints: Iterable[TopicHint], suggestion: Route, confidence: float
) -> tuple[RankedRoute, ...]:
    """Return the suggestion of all ``hints`` together, and that of each one alone."""
    alone = [_through(hint, question) for hint in hints]
    together = [_ranked(suggestion, confidence, ALL_SIGNALS)] if len(alone) > 1 else []
    return _distinct([*together, *_likeliest_first(alone)])


def _strengths(question: EvaluatedQuestion) -> tuple[SignalStrength, ...]:
    return signal_strengths(question.evaluation.votes, question.facts, question.context.rule_set)


def _without(question: EvaluatedQuestion, group: tuple[SignalStrength, ...]) -> RankedRoute:
    """Decide as if the words that give the signals of ``group`` were absent.

    If some words are doubtful, only those are left out. The likelihood follows from the doubt about those signals,
    unless the rest is weaker still.
    """
    sources = {source for one in group for source in _doubted(one, question.facts)}
    left = tuple(found for found in question.evidence.found if found.source not in sources)
    other = EvaluatedQuestion.of(question.evidence.model_copy(update={"found": left}), question.context)
    doubt = 1 - max(one.strength for one in group)
    return _ranked(
        other.evaluation.route,
        round(min(doubt, weakest_strength(_strengths(other))), 2),
        _not_counting(group, question),
    )


def _doubted(strength: SignalStrength, facts: Facts) -> set[str]:
    code = strength.signal.code
    return {fact.source for fact in doubtful_facts(code, facts) or facts.named("signal", (code,))}


def _through(hint: TopicHint, question: EvaluatedQuestion) -> RankedRoute:
    """Decide as if the question were about the topic that ``hint`` names."""
    rule_set = question.context.rule_set
    imagined = with_topics(question.facts, [hint.topic])
    evaluation = question.context.evaluate(imagined)
    given = signal_strength(hint.signal, question.facts, rule_set.doubt) * rule_set.doubt.guess
    confidence = min(suggestion_confidence(evaluation.votes, imagined, rule_set).value, round(given, 2))
    return _ranked(evaluation.route, confidence, _points_here(hint, rule_set))


def _ranked(route: Route, confidence: float, reason: BilingualText) -> RankedRoute:
    return RankedRoute(**route.model_dump(by_alias=False), confidence=confidence, reason=reason)


def _likeliest_first(routes: list[RankedRoute]) -> list[RankedRoute]:
    """Sort by confidence; equal ones stay in the order in which the rule set names their signals."""
    return sorted(routes, key=lambda route: -route.confidence)


def _distinct(routes: Iterable[RankedRoute]) -> tuple[RankedRoute, ...]:
    by_look: dict[tuple[object, ...], RankedRoute] = {}
    for route in routes:
        in_the_open = (route.lead, frozenset(route.contributors) - covert(), route.priority)
        by_look.setdefault(in_the_open, route)
    return tuple(by_look.values())


def _not_counting(group: tuple[SignalStrength, ...], question: EvaluatedQuestion) -> BilingualText:
    """Return the text about the omission of the other route: doubtful words, read the other way, or whole signals."""
    doubtful = [fact for one in group for fact in doubtful_facts(one.signal.code, question.facts)]
    if doubtful:
        words = doubtful_words(doubtful)
        return BilingualText(nl=f"Zo is het als {words.nl} niet telt.", en=f"So it is if {words.en} does not count.")
    names = join_texts(BilingualText(nl=f"'{one.signal.name.nl}'", en=f"'{one.signal.name.en}'") for one in group)
    return BilingualText(nl=f"Zo is het zonder {names.nl}.", en=f"So it is without {names.en}.")


def _points_here(hint: TopicHint, rule_set: RuleSet) -> BilingualText:
    name = next(signal.name for signal in rule_set.signals if signal.code == hint.signal)
    return BilingualText(nl=f"Het signaal '{name.nl}' wijst hierheen.", en=f"The signal '{name.en}' points here.")
