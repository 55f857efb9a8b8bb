"""One changed question, as the rule owner may see it: codes only, under a number that tells nothing."""

from collections.abc import Mapping
from typing import Self

from loket_routing.domain.decide.decision import Decision
from loket_routing.domain.decide.redact import redact
from loket_routing.domain.simulating.outcome import Outcome, Seen, View, sights
from loket_routing.domain.simulating.weighing import Weighed
from loket_shared.contracts.model import WireModel

_CODES = frozenset(
    {
        "kind",
        "topic",
        "field",
        "partner-type",
        "institution-kind",
        "language",
        "consent-to-share",
        "signal",
        "legal-regime",
    }
)


class CodedFact(WireModel):
    """Something a route rests on, without where in the question it was found."""

    name: str
    value: str


class ChangedQuestion(WireModel):
    """Where a question went and would go, and the facts that either rests on.

    The facts are those that any reader of a decision may see; no text, no time, no name is among them.
    """

    before: Outcome
    after: Outcome
    facts: tuple[CodedFact, ...]


class ChangedRow(ChangedQuestion):
    """A changed question under its row number; numbers follow no order of anything."""

    row: int


class Change(WireModel):
    """A changed question as each kind of reader sees it; ``open`` is None where only covert participation changed."""

    open: ChangedQuestion | None
    full: ChangedQuestion

    @classmethod
    def of(cls, weighed: Weighed, seen: Mapping[View, Seen]) -> Self | None:
        """Return what changed for ``weighed``; None where nothing did."""
        if not seen["full"].changed:
            return None
        facts = _facts(weighed.before.explained(), weighed.after.explained())
        return cls(
            open=_changed(seen["open"], facts) if seen["open"].changed else None, full=_changed(seen["full"], facts)
        )


def _changed(seen: Seen, facts: tuple[CodedFact, ...]) -> ChangedQuestion:
    return ChangedQuestion(before=seen.before, after=seen.after, facts=facts)


def _facts(*decisions: Decision) -> tuple[CodedFact, ...]:
    anybody = sights()["open"]
    found = {(fact.name, fact.value) for decision in decisions for fact in redact(decision, anybody).facts}
    return tuple(CodedFact(name=name, value=value) for name, value in sorted(found) if name in _CODES)
