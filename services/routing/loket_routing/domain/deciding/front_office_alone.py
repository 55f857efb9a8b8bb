"""Decisions that no rule set can change: without consent, and where deciding failed."""

from loket_routing.domain.deciding.asked import Asked
from loket_routing.domain.deciding.decision import Decision, ReasonedRule
from loket_routing.domain.departments import front_office
from loket_routing.domain.facts import FORM, Fact
from loket_shared.contracts.parts import Effect, Priority
from loket_shared.contracts.texts import Text

_NO_CONSENT = Text(
    nl="De indiener geeft geen toestemming om de vraag te delen: het loket antwoordt zelf of vraagt om toestemming.",
    en="The asker does not consent to sharing: the front office answers alone or asks for consent.",
)
_FAILED = Text(
    nl="De vraag kon niet automatisch worden gerouteerd; het loket kiest zelf wie meedenkt.",
    en="The question could not be routed automatically; the front office chooses who takes part.",
)


def without_consent(asked: Asked, rule_set_version: str) -> Decision:
    """Keep the question with the front office; comes before any rule (domain description section 5)."""
    consent = Fact(name="consent-to-share", value="no", source=f"{FORM}consentToShare")
    return _alone(asked, rule_set_version, "0-consent", _NO_CONSENT, (consent,), certain=True)


def failed_closed(asked: Asked, rule_set_version: str) -> Decision:
    """Keep the question with the front office, to be confirmed, after a rule erred (design section 7)."""
    return _alone(asked, rule_set_version, "0-failed", _FAILED, (), certain=False)


def _alone(asked: Asked, version: str, rule: str, reason: Text, facts: tuple[Fact, ...], *, certain: bool) -> Decision:
    priority: Priority = "urgent" if asked.is_incident else "normal"
    effects = (
        Effect(kind="answer-by-front-office"),
        Effect(kind="priority", priority=priority),
    )
    return Decision(
        lead=front_office(),
        priority=priority,
        rule_set_version=version,
        confidence=1.0 if certain else 0.0,
        confirmation_needed=not certain,
        fired_rules=(ReasonedRule(id=rule, reason=reason, effects=effects, grounds=facts),),
        facts=facts,
    )
