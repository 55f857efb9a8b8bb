"""Rules as data: a line of the policy holds rules that share its condition and its place in the precedence."""

from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from loket_routing.domain.rule_sets.conditions import Condition
from loket_routing.domain.rule_sets.policy_data import Number, PolicyData, Share, refusal
from loket_shared.contracts.shared_parts import DepartmentCode, Priority, Rejected
from loket_shared.contracts.texts import BilingualText


class Effects(PolicyData):
    """What a rule brings about; at least one of these.

    ``service: by-technology`` names the service that the rule set's ``services`` choose, if any.
    """

    lead: DepartmentCode | None = None
    contribute: tuple[DepartmentCode, ...] = ()
    service: Literal["by-technology"] | None = None
    priority: Priority | None = None
    answer: Literal["by-front-office"] | None = None
    confirm: Literal["by-front-office"] | None = None

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if not any(value for _, value in self):
            raise refusal(
                "no-effect",
                "Een regel zonder gevolg doet nooit iets.",
                "A rule without an effect never does anything.",
            )
        return self

    @cached_property
    def named(self) -> tuple[DepartmentCode, ...]:
        """The departments that stand in the rule, the lead first; a service by technology is not among them."""
        return ((self.lead,) if self.lead else ()) + self.contribute


class Rule(PolicyData):
    """A rule: when its line's condition and its own hold, its effects are votes, with this reason.

    ``otherwise``: why the departments it names don't take part, where only its line's condition holds.
    """

    id: str = Field(pattern=r"^\d+-[a-z]+(-[a-z]+)*$")
    when: Condition | None = None
    then: Effects
    reason: BilingualText
    otherwise: BilingualText | None = None
    source: str | None = None

    @cached_property
    def rejected(self) -> tuple[Rejected, ...]:
        """The departments it names, as a decision passes them over where only its line's condition holds."""
        reason = self.otherwise
        return () if reason is None else tuple(Rejected(department=one, reason=reason) for one in self.then.named)

    def reveals(self, hidden: frozenset[str]) -> bool:
        """Whether it names one of the ``hidden`` departments, or asks for a service by technology, which may be one."""
        return bool(hidden) and (self.then.service is not None or not hidden.isdisjoint(self.then.named))


class Line(PolicyData):
    """A line of the policy: its number in the precedence, what it is about, and its rules."""

    number: Number
    title: BilingualText
    when: Condition
    rules: tuple[Rule, ...] = Field(min_length=1)


class Service(PolicyData):
    """A department that takes part on a signal, where a rule asks for a service by technology."""

    signal: str
    department: DepartmentCode
    otherwise: BilingualText

    @cached_property
    def rejected(self) -> Rejected:
        """The department, as a decision passes it over where another service takes part."""
        return Rejected(department=self.department, reason=self.otherwise)


class Lens(PolicyData):
    """How to read a question whose topics match no rule: on ``signal`` as if it were about ``topic``."""

    signal: str
    topic: str


class Doubt(PolicyData):
    """The numbers behind a confidence, all between 0 and 1.

    ``words``: strength of a signal known from one, two, three or more terms in the text only;
    ``contradicted``: taken off where the text also denies it, or, ``contradicted_by`` words, denies words of
    a category that it also asserts; ``doubtful``: strength of a signal known only from words that leave a
    doubt; ``guess``: factor for a route that follows from signals and no topic; ``nothing``: where there
    is no signal either; ``confirm_below``: under it the front office confirms. ``signals``: open signals
    that a service is chosen by as well, so that a doubt about them counts whatever the open rules rest on.
    """

    words: tuple[Share, ...] = Field(min_length=1)
    contradicted: Share
    contradicted_by: Literal["signal", "words"] = "signal"
    doubtful: Share = 0.4
    guess: Share
    nothing: Share
    confirm_below: Share
    signals: tuple[str, ...] = ()
