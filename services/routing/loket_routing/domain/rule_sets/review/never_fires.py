"""Rules that can never fire: their condition and their line's can't hold together."""

from collections.abc import Iterator

from loket_routing.domain.rule_sets.review.finding import Finding, finding
from loket_routing.domain.rule_sets.review.inquiry import Inquiry


def rules_that_never_fire(inquiry: Inquiry) -> Iterator[Finding]:
    """Find the rules that fire in no case."""
    for one in inquiry.asked.firings:
        if inquiry.impossible((one.place,), one.fires):
            yield finding(
                "never-fires",
                (one.place,),
                f"Regel {one.rule.id} kan nooit gelden: wat de lijn en de regel vragen, gaat niet samen.",
                f"Rule {one.rule.id} can never fire: what its line and the rule itself ask for can't be together.",
            )
