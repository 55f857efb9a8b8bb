"""The figures of a period: per rule, per topic and per signal."""

from pydantic import Field

from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import RouteDifference


class Rerouting(WireModel):
    """How often officers made the same of a route."""

    change: RouteDifference
    times: int


class RuleFigures(WireModel):
    """How one rule did.

    ``fired``: in how many questions; ``confirmed`` and ``overridden``: what officers did with the routes it
    took part in, the others were left as they were. ``confirmed_share``: of those that an officer judged.
    ``doubted``: how often an officer judged a route whose confidence was below the threshold, and
    ``doubted_confirmed`` how often that was confirmed.
    ``versions``: the rule sets that it fired in. ``into``: what officers made of the routes, the most frequent first.
    """

    id: str
    versions: tuple[str, ...]
    fired: int
    confirmed: int
    overridden: int
    confirmed_share: float | None = Field(ge=0, le=1)
    mean_confidence: float | None = Field(ge=0, le=1)
    doubted: int
    doubted_confirmed: int
    into: tuple[Rerouting, ...]


class TopicFigures(WireModel):
    """How often a question on a topic ended with the front office, though no rule says that it answers."""

    topic: str
    asked: int
    undirected: int


class SignalFigures(WireModel):
    """How often routes rested on a signal, and how often the text also denied it."""

    signal: str
    given: int
    contradicted: int


class Quality(WireModel):
    """How the rules did in a period."""

    questions: int
    confirmed: int
    overridden: int
    rules: tuple[RuleFigures, ...]
    topics: tuple[TopicFigures, ...]
    signals: tuple[SignalFigures, ...]
