"""The service levels as dated data (domain description section 6)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from loket_shared.worktime import Calendar


class ClockName(StrEnum):
    """The promises that are timed."""

    FIRST_RESPONSE = "first-response"
    ANSWER_DIRECT = "answer-without-departments"
    ANSWER_COORDINATED = "answer-with-departments"
    REPLY = "reply"
    CONTRIBUTION = "contribution"
    CONTRIBUTION_URGENT = "contribution-urgent"


@dataclass(frozen=True, slots=True)
class Policy:
    """The service levels for clocks that start from ``valid_from`` on.

    ``targets`` are in working time; ``warn_at`` is the share of the target at which a clock is at
    risk.
    """

    valid_from: datetime
    targets: dict[ClockName, timedelta]
    warn_at: float = 0.75
    calendar: Calendar = field(default_factory=Calendar)

    def warning(self, name: ClockName) -> timedelta:
        """Return the working time after which the clock ``name`` is at risk."""
        return self.targets[name] * self.warn_at


def policy_for(policies: Sequence[Policy], started_at: datetime) -> Policy:
    """Return the policy under which a clock started at ``started_at`` runs to its end.

    A clock keeps the policy it started under, so a change never moves a promise already made.
    The oldest policy also covers earlier clocks.
    """
    in_order = sorted(policies, key=lambda policy: policy.valid_from)
    return [policy for policy in in_order if policy.valid_from <= started_at or policy is in_order[0]][-1]
