"""Questions for the routing tests, and the routes they get from the first policy."""

from datetime import UTC, datetime

from loket_routing.domain.decide.decision import Decision
from loket_routing.domain.decide.pipeline import decide
from loket_routing.domain.decide.question import Passage, Question
from loket_routing.policy import rule_set

RULES = rule_set("2026.1")
MOMENT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def question(*topics: str, text: str = "Een vraag.", **given: object) -> Question:
    """A question from a university, with consent, unless ``given`` says otherwise."""
    defaults = {
        "kind": "question",
        "topics": tuple(sorted(topics)),
        "passages": (Passage(place="subject", text="Vraag"), Passage(place="description", text=text)),
        "institution_kind": "university",
        "language": "nl",
        "consent_to_share": True,
    }
    return Question.model_validate(defaults | given)


def decided(asked: Question, at: datetime = MOMENT) -> Decision:
    return decide(asked, RULES, at)


def spoken(decision: Decision) -> str:
    """The route as the cases write it: ``EZK + AIVD OCW, urgent``."""
    contributors = f" + {' '.join(decision.contributors)}" if decision.contributors else ""
    return f"{decision.lead}{contributors}{', urgent' if decision.priority == 'urgent' else ''}"


def route_of(*topics: str, text: str = "Een vraag.", **given: object) -> str:
    return spoken(decided(question(*topics, text=text, **given)))


def signals_in(text: str) -> set[str]:
    """The signals that ``text`` alone gives."""
    return {fact.value for fact in decided(question("other", text=text)).facts if fact.name == "signal"}
