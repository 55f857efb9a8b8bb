"""What was found about a rule set when it was saved."""

from collections.abc import Iterable
from typing import Self

from loket_routing.domain.deciding.examples import Failing
from loket_routing.domain.rule_sets.faults import Fault
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import Text


class Finding(WireModel):
    """Something to be mended before the set can be proposed; ``code`` is stable, for programs."""

    code: str
    place: Text
    sentence: Text

    @classmethod
    def of(cls, fault: Fault) -> Self:
        """Return ``fault`` as it is told."""
        return cls(code=fault.code, place=fault.place.words, sentence=fault.sentence)


class Verdict(WireModel):
    """The findings, and the examples that don't get the route they must get."""

    findings: tuple[Finding, ...] = ()
    failing: tuple[Failing, ...] = ()

    @classmethod
    def of(cls, faults: Iterable[Fault], failing: Iterable[Failing]) -> Self:
        """Return the verdict."""
        return cls(findings=tuple(map(Finding.of, faults)), failing=tuple(failing))

    @property
    def sound(self) -> bool:
        """Whether the set can be simulated and proposed as it is; failing examples are for the second person."""
        return not self.findings
