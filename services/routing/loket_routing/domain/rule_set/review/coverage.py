"""Finds cases without a lead, in which no route can be decided, and topics without a rule."""

from collections.abc import Iterator

from loket_routing.domain.rule_set.check.codes import form_codes
from loket_routing.domain.rule_set.faults import RuleSetPlace
from loket_routing.domain.rule_set.review.finding import Finding, describe_case, finding
from loket_routing.domain.rule_set.review.formula import FALSE, TRUE, Atom
from loket_routing.domain.rule_set.review.prover import Prover
from loket_routing.domain.rule_set.review.rule_encoding import Firing, RuleEncoding


def find_cases_without_a_lead(prover: Prover) -> Iterator[Finding]:
    """Find the rules that can name a department while no rule that fires names a lead.

    This covers the chosen topics, and the topics that signals suggest if no topic matches.
    """
    cases = {**_suggested(prover), **_cases(prover, prover.encoding.firings, [])}
    for one in prover.encoding.firings:
        if one.place in cases:
            told = describe_case(cases[one.place])
            yield finding(
                "nobody-leads",
                (one.place,),
                f"Regel {one.rule.id} laat meedenken waar geen regel een penvoerder noemt, "
                f"bijvoorbeeld bij: {told.nl}.",
                f"Rule {one.rule.id} lets departments contribute where no rule names a lead, "
                f"for example on: {told.en}.",
            )


def _suggested(prover: Prover) -> dict[RuleSetPlace, tuple[Atom, ...]]:
    # Signals only matter if no line but the fallback has a lead.
    leads = (one for one in prover.encoding.firings if one.rule.then.lead and one.line != prover.rule_set.fallback)
    undirected = [-one.fires for one in leads]
    found: dict[RuleSetPlace, tuple[Atom, ...]] = {}
    for given, world in prover.read_by_hints():
        found |= _cases(prover, world.firings, [given, *undirected])
    return found


def _cases(prover: Prover, firings: tuple[Firing, ...], given: list[int]) -> dict[RuleSetPlace, tuple[Atom, ...]]:
    """Return for each rule a case with ``given`` in which the rule names a department and nobody leads."""
    nobody = [-one.fires for one in firings if one.rule.then.lead is not None]
    named = [one for one in firings if not one.rule.then.lead and (one.rule.then.contribute or one.rule.then.service)]
    models = {one.place: prover.example((one.place,), one.fires, *nobody, *given) for one in named}
    return {place: prover.formulas.true_atoms(model) for place, model in models.items() if model is not None}


def find_topics_without_a_rule(prover: Prover) -> Iterator[Finding]:
    """Find the topics without effect: every rule that fires with the topic also fires without it."""
    without = RuleEncoding(prover.formulas, prover.rule_set, lambda _: FALSE).topical
    for topic in sorted(form_codes()["topic"] - set(prover.rule_set.left_to_fallback)):
        place = RuleSetPlace("topic", topic)
        pairs = zip(_alone(prover, topic), without, strict=True)
        if not any(_counts(prover, place, one, other) for one, other in pairs):
            yield finding(
                "topic-without-rule",
                (place,),
                f"Geen regel gaat over het onderwerp '{topic}'.",
                f"No rule is about the topic '{topic}'.",
            )


def _alone(prover: Prover, topic: str) -> tuple[Firing, ...]:
    return RuleEncoding(prover.formulas, prover.rule_set, lambda code: TRUE if code == topic else FALSE).topical


def _counts(prover: Prover, place: RuleSetPlace, with_topic: Firing, without: Firing) -> bool:
    return not prover.is_impossible((place,), with_topic.fires, -without.fires)
