"""Finds cases in which nobody leads, so that no route can be decided, and topics that no rule is about."""

from collections.abc import Iterator

from loket_routing.domain.rule_set.check.codes import form_codes
from loket_routing.domain.rule_set.faults import Place
from loket_routing.domain.rule_set.review.finding import Finding, finding, in_words
from loket_routing.domain.rule_set.review.formula import FALSE, TRUE, Atom
from loket_routing.domain.rule_set.review.prover import Inquiry
from loket_routing.domain.rule_set.review.rule_encoding import Firing, World


def cases_without_a_lead(inquiry: Inquiry) -> Iterator[Finding]:
    """Find the rules that can name a department where no rule that fires names a lead.

    Both in what is asked, and in what the signals suggest where no topic shows the way.
    """
    cases = {**_suggested(inquiry), **_cases(inquiry, inquiry.asked.firings, [])}
    for one in inquiry.asked.firings:
        if one.place in cases:
            told = in_words(cases[one.place])
            yield finding(
                "nobody-leads",
                (one.place,),
                f"Regel {one.rule.id} laat meedenken waar geen regel een penvoerder noemt, "
                f"bijvoorbeeld bij: {told.nl}.",
                f"Rule {one.rule.id} lets departments contribute where no rule names a lead, "
                f"for example on: {told.en}.",
            )


def _suggested(inquiry: Inquiry) -> dict[Place, tuple[Atom, ...]]:
    # The signals are asked only where no line but the fallback has a lead.
    leads = (one for one in inquiry.asked.firings if one.rule.then.lead and one.line != inquiry.rule_set.fallback)
    undirected = [-one.fires for one in leads]
    found: dict[Place, tuple[Atom, ...]] = {}
    for given, world in inquiry.imagined():
        found |= _cases(inquiry, world.firings, [given, *undirected])
    return found


def _cases(inquiry: Inquiry, firings: tuple[Firing, ...], given: list[int]) -> dict[Place, tuple[Atom, ...]]:
    """Return by rule a case, among those where ``given`` hold, in which it names somebody and nobody leads."""
    nobody = [-one.fires for one in firings if one.rule.then.lead is not None]
    named = [one for one in firings if not one.rule.then.lead and (one.rule.then.contribute or one.rule.then.service)]
    models = {one.place: inquiry.example((one.place,), one.fires, *nobody, *given) for one in named}
    return {place: inquiry.circuit.true_atoms(model) for place, model in models.items() if model is not None}


def topics_without_a_rule(inquiry: Inquiry) -> Iterator[Finding]:
    """Find the topics on account of which no rule fires: with the topic alone, none fires that wouldn't without."""
    without = World(inquiry.circuit, inquiry.rule_set, lambda _: FALSE).topical
    for topic in sorted(form_codes()["topic"] - set(inquiry.rule_set.left_to_fallback)):
        place = Place("topic", topic)
        pairs = zip(_alone(inquiry, topic), without, strict=True)
        if not any(_counts(inquiry, place, one, other) for one, other in pairs):
            yield finding(
                "topic-without-rule",
                (place,),
                f"Geen regel gaat over het onderwerp '{topic}'.",
                f"No rule is about the topic '{topic}'.",
            )


def _alone(inquiry: Inquiry, topic: str) -> tuple[Firing, ...]:
    return World(inquiry.circuit, inquiry.rule_set, lambda code: TRUE if code == topic else FALSE).topical


def _counts(inquiry: Inquiry, place: Place, with_topic: Firing, without: Firing) -> bool:
    return not inquiry.impossible((place,), with_topic.fires, -without.fires)
