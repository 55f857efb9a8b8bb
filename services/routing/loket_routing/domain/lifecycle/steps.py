"""What was done to a rule set, step by step; everything else about its life follows from these."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class StepKind(StrEnum):
    """What somebody did. ``INSTALLED`` is a set that came with a release, approved by whoever released it."""

    INSTALLED = "installed"
    DRAFTED = "drafted"
    SAVED = "saved"
    SIMULATED = "simulated"
    PROPOSED = "proposed"
    RETURNED = "returned"
    APPROVED = "approved"
    DISCARDED = "discarded"


@dataclass(frozen=True)
class Step:
    """One step; ``by`` is the subject of who took it and ``name`` what that person is called.

    ``sound``: after this step the set has no findings. ``reason`` is the person's own words.
    """

    kind: StepKind
    at: datetime
    by: str
    name: str
    sound: bool = True
    reason: str | None = None


WRITING = frozenset({StepKind.DRAFTED, StepKind.SAVED, StepKind.PROPOSED})
"""The steps that make somebody an author, who can't be the second pair of eyes (design section 5)."""
