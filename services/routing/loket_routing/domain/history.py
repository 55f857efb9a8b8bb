"""What was decided about a question, one entry after the other: by the rules, and by officers."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from loket_routing.domain.deciding.decision import Decision
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import HandMadeRoute, Route


class Automatic(WireModel):
    """The rules decided on a version of the question; every version gets an entry, changed route or not."""

    kind: Literal["automatic"] = "automatic"
    at: datetime
    question_version: int
    decision: Decision

    @property
    def route(self) -> Route:
        """The route that was decided."""
        return self.decision.route


class ByOfficer(WireModel):
    """An officer confirmed the route that the rules proposed, or made another one by hand."""

    kind: Literal["confirmed", "by-hand"]
    at: datetime
    route: HandMadeRoute


Entry = Annotated[Automatic | ByOfficer, Field(discriminator="kind")]
History = tuple[Entry, ...]


def newest_decision(history: History) -> Automatic | None:
    """Return the decision of the rules that saw the newest version of the question."""
    automatic = (entry for entry in history if isinstance(entry, Automatic))
    return max(automatic, key=lambda entry: (entry.question_version, entry.at), default=None)


def decision_before(entry: Automatic, history: History) -> Automatic | None:
    """Return the decision of the rules on the version of the question before that which ``entry`` saw."""
    return newest_decision(
        tuple(
            other
            for other in history
            if isinstance(other, Automatic) and other.question_version < entry.question_version
        )
    )
