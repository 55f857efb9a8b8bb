"""Topics that no rule is about."""

from collections.abc import Iterator

from loket_routing.domain.rule_sets.checks.codes import form_codes
from loket_routing.domain.rule_sets.faults import Place
from loket_routing.domain.rule_sets.review.circuit import FALSE, TRUE
from loket_routing.domain.rule_sets.review.finding import Finding, finding
from loket_routing.domain.rule_sets.review.inquiry import Inquiry
from loket_routing.domain.rule_sets.review.world import Firing, World


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
