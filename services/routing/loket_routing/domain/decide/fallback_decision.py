"""Decisions that leave a question to the front office regardless of the rules: without consent, and after a failure."""

from datetime import datetime

from loket_routing.domain.decide.confidence import HIGH, LOW
from loket_routing.domain.decide.decision import Decision, ReasonedRule
from loket_routing.domain.decide.facts import FORM, Fact
from loket_routing.domain.decide.question import QuestionCodes
from loket_routing.domain.decide.reasons import NORMAL
from loket_routing.domain.departments import front_office
from loket_shared.contracts.shared_parts import Effect, Priority
from loket_shared.contracts.texts import BilingualText

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
    """Leave the question to the front office; this precedes all rules (domain description section 5)."""
    consent = Fact(name="consent-to-share", value="no", source=f"{FORM}consentToShare")
    rule = ReasonedRule(id="0-consent", reason=_NO_CONSENT, effects=_effects(question), grounds=(consent,))
    return _alone(question, rule_set_version, at, rule, 1.0, HIGH)


def fail_closed(question: QuestionCodes, rule_set_version: str, at: datetime) -> Decision:
    """Leave the question to the front office for confirmation, after a rule erred (design section 7)."""
    rule = ReasonedRule(id="0-failed", reason=_FAILED, effects=_effects(question))
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


def _effects(question: QuestionCodes) -> tuple[Effect, ...]:
    return Effect(kind="answer-by-front-office"), Effect(kind="priority", priority=_priority(question))


def _priority(question: QuestionCodes) -> Priority:
    return "urgent" if question.is_incident else "normal"
