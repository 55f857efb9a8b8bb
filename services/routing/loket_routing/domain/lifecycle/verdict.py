"""The verdict on a rule set when it is saved: its findings and failed examples."""

from collections.abc import Collection, Iterable
from typing import Self

from loket_routing.domain.departments import covert
from loket_routing.domain.lifecycle.examples import FailedExample
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.domain.rule_set.review import NOT_PROVEN
from loket_routing.domain.rule_set.review.findings import Finding
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import BilingualText


class FindingView(WireModel):
    """A remark about a rule set for its owner; ``code`` is stable, for programs.

    ``covert``: it is about a rule that reveals a covert department, if that is known.
    """

    code: str
    places: tuple[BilingualText, ...]
    sentence: BilingualText
    covert: bool = True

    @classmethod
    def of(cls, finding: Finding, revealing: Collection[str]) -> Self:
        """Return the view of ``finding``; ``revealing`` are the rules that reveal a covert department."""
        return cls(
            code=finding.code,
            places=tuple(place.words for place in finding.places),
            sentence=finding.sentence,
            covert=any(place.subject == "rule" and place.name in revealing for place in finding.places),
        )


class RuleSetVerdict(WireModel):
    """The findings, and the examples that do not get their expected route."""

    findings: tuple[FindingView, ...] = ()
    failing: tuple[FailedExample, ...] = ()

    @classmethod
    def of(cls, rule_set: RuleSet, findings: Iterable[Finding], failing: Iterable[FailedExample]) -> Self:
        """Return the verdict on ``rule_set``."""
        revealing = {rule.id for rule in rule_set.rules if rule.reveals(covert())}
        return cls(findings=tuple(FindingView.of(each, revealing) for each in findings), failing=tuple(failing))

    @property
    def sound(self) -> bool:
        """True if the set can be simulated and proposed as it is.

        The approver decides about failed examples. A missing proof about a large set is no obstacle, because a set that
        errs fails closed.
        """
        return all(finding.code == NOT_PROVEN for finding in self.findings)
