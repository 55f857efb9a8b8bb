"""The record of a decision, with all that is needed to explain it years later, and the decisions that no rule makes.

Without consent, and after a failure, a question is left to the front office regardless of the rules.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache

from loket_routing.domain.decide.confidence import HIGH, LOW
from loket_routing.domain.decide.evaluation import Vote
from loket_routing.domain.decide.facts import FORM, Facts
from loket_routing.domain.decide.question import QuestionCodes
from loket_routing.domain.decide.reasons import NORMAL
from loket_routing.domain.departments import front_office
from loket_routing.domain.rule_set.model import RuleSet
from loket_shared.contracts.shared_parts import (
    Effect,
    EffectKind,
    Fact,
    FiredRule,
    Meaning,
    Priority,
    Route,
    RoutingDecision,
)
from loket_shared.contracts.texts import BilingualText


class ReasonedRule(FiredRule):
    """A rule that fired, with the facts it rests on."""

    grounds: tuple[Fact, ...] = ()


class Decision(RoutingDecision):
    """A routing decision as this service keeps it.

    ``fired_rules``: highest in the precedence first. ``asked_at``: the moment of the question, whose regimes apply. The
    same evidence, rule set and moment give an equal record, years later. Its texts and confidences rest on open rules
    only (docs/architecture.md#confidentiality).
    """

    rule_set_version: str
    asked_at: datetime | None = None
    fired_rules: tuple[ReasonedRule, ...]

    @property
    def route(self) -> Route:
        """The route alone, for comparison with another decision's."""
        return Route(lead=self.lead, contributors=self.contributors, priority=self.priority)


def as_reasoned_rule(vote: Vote) -> ReasonedRule:
    """Return a vote as the decision stores it, with every department named."""
    return ReasonedRule(id=vote.rule.id, reason=vote.rule.reason, effects=tuple(_effects(vote)), grounds=vote.grounds)


def _effects(vote: Vote) -> Iterator[Effect]:
    then = vote.rule.then
    for department in vote.named:
        yield _effect("lead" if department == then.lead else "contribute", department)
    if then.priority:
        yield _effect("priority", priority=then.priority)
    if then.answer:
        yield _effect("answer-by-front-office")
    if then.confirm:
        yield _effect("confirm")


@cache
def _effect(kind: EffectKind, department: str | None = None, priority: Priority | None = None) -> Effect:
    """Return the shared instance of an effect: rules have few different effects, and every decision repeats them."""
    return Effect(kind=kind, department=department, priority=priority)


_SIGNAL = "signal"


def meanings_of(facts: Facts, rule_set: RuleSet) -> tuple[Meaning, ...]:
    """Return the names that ``rule_set`` gives to the signals and legal regimes among ``facts``."""
    used = {(kind_of(name), code) for name, code in facts.keys}
    return tuple(meaning for key, meaning in rule_set.meanings.items() if key in used)


def still_used(meanings: Iterable[Meaning], facts: Iterable[Fact]) -> tuple[Meaning, ...]:
    """Return the ``meanings`` of codes in ``facts``."""
    used = {(kind_of(fact.name), fact.value) for fact in facts}
    return tuple(meaning for meaning in meanings if (meaning.name, meaning.code) in used)


def kind_of(name: str) -> str:
    """Return the kind of a fact's code; a denied or doubtful signal is a signal."""
    return _SIGNAL if name.endswith(f"-{_SIGNAL}") else name


_NO_CONSENT = BilingualText(
    nl="De indiener geeft geen toestemming om de vraag te delen: het loket antwoordt zelf of vraagt om toestemming.",
    en="The asker does not consent to sharing: the front office answers alone or asks for consent.",
)
_FAILED = BilingualText(
    nl="De vraag kon niet automatisch worden gerouteerd; het loket kiest zelf wie meedenkt.",
    en="The question could not be routed automatically; the front office chooses who takes part.",
)
_NO_RULE_COUNTS = BilingualText(
    nl="Geen regel telt mee: de leiding blijft bij het loket.",
    en="No rule counts: the front office keeps the lead.",
)
_INCIDENT = BilingualText(nl="Een melding heeft altijd spoed.", en="The report of an incident is always urgent.")


def decide_without_consent(question: QuestionCodes, rule_set_version: str, at: datetime) -> Decision:
    """Leave the question to the front office; this precedes all rules.

    See docs/domain.md#departments-and-the-first-policy.
    """
    consent = Fact(name="consent-to-share", value="no", source=f"{FORM}consentToShare")
    rule = ReasonedRule(id="0-consent", reason=_NO_CONSENT, effects=_own_effects(question), grounds=(consent,))
    return _alone(question, rule_set_version, at, rule, 1.0, HIGH)


def fail_closed(question: QuestionCodes, rule_set_version: str, at: datetime) -> Decision:
    """Leave the question to the front office for confirmation, after a rule erred (docs/architecture.md#routing)."""
    rule = ReasonedRule(id="0-failed", reason=_FAILED, effects=_own_effects(question))
    return _alone(question, rule_set_version, at, rule, 0.0, LOW)


def _alone(
    question: QuestionCodes, version: str, at: datetime, rule: ReasonedRule, confidence: float, in_words: BilingualText
) -> Decision:
    return Decision(
        lead=front_office(),
        priority=_priority(question),
        rule_set_version=version,
        asked_at=at,
        confidence=confidence,
        confidence_in_words=in_words,
        confirmation_needed=in_words is LOW,
        fired_rules=(rule,),
        facts=rule.grounds,
        lead_explained=(_NO_RULE_COUNTS,),
        priority_explained=(_INCIDENT if question.is_incident else NORMAL,),
    )


def _own_effects(question: QuestionCodes) -> tuple[Effect, ...]:
    return _effect("answer-by-front-office"), _effect("priority", priority=_priority(question))


def _priority(question: QuestionCodes) -> Priority:
    return "urgent" if question.is_incident else "normal"
