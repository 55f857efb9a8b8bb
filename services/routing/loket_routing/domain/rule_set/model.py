"""A rule set: one version of everything that decides a route."""

from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from loket_routing.domain.decide.facts import Facts, evidence, make_fact
from loket_routing.domain.decide.matching.finder import Finder
from loket_routing.domain.decide.matching.lexicon import Lexicon
from loket_routing.domain.rule_set.conditions import Condition, ConditionIndex
from loket_routing.domain.rule_set.faults import RuleSetPlace
from loket_routing.domain.rule_set.frozen_model import FrozenModel, Number, Share, refusal
from loket_routing.domain.rule_set.regimes import Regime
from loket_shared.contracts.shared_parts import DepartmentCode, Meaning, Priority, Rejected
from loket_shared.contracts.texts import BilingualText


class Effects(FrozenModel):
    """The effects of a rule; at least one of these.

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
        """The departments in the rule, the lead first, without a service by technology."""
        return ((self.lead,) if self.lead else ()) + self.contribute


class Rule(FrozenModel):
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
        """The named departments as rejected ones, for a decision in which only the condition of the line holds."""
        reason = self.otherwise
        return () if reason is None else tuple(Rejected(department=one, reason=reason) for one in self.then.named)

    def reveals(self, hidden: frozenset[str]) -> bool:
        """Return whether it names a ``hidden`` department, or asks for a service by technology, which may be hidden."""
        return bool(hidden) and (self.then.service is not None or not hidden.isdisjoint(self.then.named))


class RuleGroup(FrozenModel):
    """A line of the policy: its number in the precedence, what it is about, and its rules."""

    number: Number
    title: BilingualText
    when: Condition
    rules: tuple[Rule, ...] = Field(min_length=1)


class Service(FrozenModel):
    """A department that takes part on a signal, where a rule asks for a service by technology."""

    signal: str
    department: DepartmentCode
    otherwise: BilingualText

    @cached_property
    def rejected(self) -> Rejected:
        """The department as a rejected one, for a decision in which another service takes part."""
        return Rejected(department=self.department, reason=self.otherwise)


class TopicHint(FrozenModel):
    """A hint for a question whose topics match no rule: on ``signal`` it is read as if it were about ``topic``."""

    signal: str
    topic: str


class ConfidencePolicy(FrozenModel):
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


class Signal(FrozenModel):
    """A named signal and when it is given; it may build on signals that stand before it.

    ``discreet``: it serves only to choose between departments whose taking part is sensitive, so no
    reason that others may read can rest on it.
    """

    code: str
    name: BilingualText
    when: Condition
    discreet: bool = False


def derive_signals(signals: ConditionIndex[Signal], facts: Facts) -> Facts:
    """Return ``facts`` and a fact for each signal they give, once for each source."""
    places, grown = signals.places(facts), facts.growing()
    while places:
        place = min(places)
        places.remove(place)
        signal = signals.entries[place]
        if support := signal.when.support(grown):
            grown.add([make_fact("signal", signal.code, evidence(fact)) for fact in support])
            # A signal builds only on signals before it, so the signals that it gives come after it.
            places.update(later for later in signals.requiring(("signal", signal.code)) if later > place)
    return grown


class RuleSet(FrozenModel):
    """A version of the policy: lines in voting precedence, signals, lexicon, regimes and doubt.

    ``fallback`` is the line that also votes where no other does; ``left_to_fallback`` names the topics
    that are left to it on purpose, so that any other topic without a rule was forgotten. A decision is
    reproducible from a question, a rule set and a moment; nothing else goes in.
    """

    version: str = Field(pattern=r"^\d{4}\.\d+$")
    precedence: tuple[Number, ...]
    fallback: Number
    left_to_fallback: tuple[str, ...] = ()
    lines: tuple[RuleGroup, ...]
    services: tuple[Service, ...]
    lenses: tuple[TopicHint, ...]
    doubt: ConfidencePolicy
    signals: tuple[Signal, ...]
    regimes: tuple[Regime, ...]
    lexicon: Lexicon

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, line by line."""
        return tuple(rule for line in self.lines for rule in line.rules)

    def conditions(self) -> Iterator[tuple[RuleSetPlace, Condition]]:
        """Yield every condition with its place."""
        for line in self.lines:
            yield RuleSetPlace("line", str(line.number), ("when",)), line.when
            for rule in line.rules:
                if rule.when is not None:
                    yield RuleSetPlace("rule", rule.id, ("when",)), rule.when
        yield from ((RuleSetPlace("signal", signal.code, ("when",)), signal.when) for signal in self.signals)
        yield from ((RuleSetPlace("regime", regime.code, ("covers",)), regime.covers) for regime in self.regimes)
        for category in self.lexicon.categories:
            if category.supported_on_form is not None:
                yield RuleSetPlace("words", category.code, ("supported-on-form",)), category.supported_on_form

    def document(self) -> dict[str, Any]:
        """Return the document of this rule set as JSON values, without default values."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the JSON of this rule set, in hexadecimal."""
        return sha256(self.model_dump_json(by_alias=True, exclude_defaults=True).encode()).hexdigest()

    @cached_property
    def meanings(self) -> dict[tuple[str, str], Meaning]:
        """The names of signals and legal regimes, by the name and value of their facts."""
        named = (("signal", self.signals), ("legal-regime", self.regimes))
        return {
            (name, one.code): Meaning(name=name, code=one.code, text=one.name) for name, all_ in named for one in all_
        }

    @cached_property
    def finder(self) -> Finder:
        """The compiled vocabulary of the lexicon."""
        return Finder(self.lexicon.vocabulary)

    @cached_property
    def ranked(self) -> tuple[RuleGroup, ...]:
        """The lines, highest in the precedence first."""
        by_number = {line.number: line for line in self.lines}
        return tuple(by_number[number] for number in self.precedence)

    @cached_property
    def places(self) -> dict[int, int]:
        """The rank of each line in the precedence, by its number; 0 is the highest."""
        return {number: place for place, number in enumerate(self.precedence)}

    @cached_property
    def signal_places(self) -> dict[str, int]:
        """The position of each signal among the signals, by its code."""
        return {signal.code: place for place, signal in enumerate(self.signals)}

    @cached_property
    def lines_by_facts(self) -> ConditionIndex[RuleGroup]:
        """The lines as ranked, by the facts they need; the fallback always counts."""
        return ConditionIndex((None if line.number == self.fallback else line.when, line) for line in self.ranked)

    @cached_property
    def signals_by_facts(self) -> ConditionIndex[Signal]:
        """The signals, by the facts they need."""
        return ConditionIndex((signal.when, signal) for signal in self.signals)

    @cached_property
    def regimes_by_facts(self) -> ConditionIndex[Regime]:
        """The legal regimes, by the facts that their coverage needs."""
        return ConditionIndex((regime.covers, regime) for regime in self.regimes)
