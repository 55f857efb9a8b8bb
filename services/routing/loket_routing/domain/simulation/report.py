"""The report on a simulation, as one kind of reader may see it."""

from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import DepartmentCode, Priority, Route


class Pair(WireModel):
    """A count by the rule set in force, and by the one that was tried."""

    before: int
    after: int


class Means(WireModel):
    """An average by the rule set in force, and by the one that was tried."""

    before: float
    after: float


class Reading(WireModel):
    """The number of past questions, by the way in which they were read.

    ``read_again``: their texts were read again, because a rule set has another lexicon than at the time, or because no
    evidence was stored then. ``erased`` and ``unreadable`` questions are in no other figure.
    """

    questions: int = 0
    weighed: int = 0
    read_again: int = 0
    erased: int = 0
    unreadable: int = 0


class Move(WireModel):
    """The number of questions that move from one lead to another; the same lead if nothing changes."""

    before: DepartmentCode
    after: DepartmentCode
    questions: int


class DepartmentChange(WireModel):
    """The number of questions that a department leads, and contributes to."""

    department: DepartmentCode
    lead: Pair
    contribute: Pair


class TopicChange(WireModel):
    """The changes for the questions on a topic; a question on two topics counts under both."""

    topic: str
    questions: int
    changed: int
    moves: tuple[Move, ...]


class PriorityChange(WireModel):
    """The number of questions with a priority."""

    priority: Priority
    questions: Pair


class DepartmentLoad(WireModel):
    """The number of questions in each week in which a department takes part, ``before`` and ``after``."""

    department: DepartmentCode
    average: Means
    highest: Pair
    before: tuple[int, ...]
    after: tuple[int, ...]


class Load(WireModel):
    """The load per department and week; ``weeks`` are those of ISO 8601 from the first question to the last."""

    weeks: tuple[str, ...]
    departments: tuple[DepartmentLoad, ...]


class SwapViolation(WireModel):
    """A route that changed after a swap of countries under the same regimes, and the number of questions."""

    route: Route
    swapped: Route
    questions: int


class SwapReport(WireModel):
    """The check that a country makes no difference beyond the legal regimes.

    ``questions``: those with a country. ``swapped``: those of them with another country under the same regimes.
    ``violations``: the routes that changed; there should be none.
    """

    questions: int
    swapped: int
    violations: int
    found: tuple[SwapViolation, ...]


class RegimeEffect(WireModel):
    """The number of questions to which a legal regime applies, and of routes that would differ without it."""

    regime: str
    questions: int
    routes: int


class Fired(WireModel):
    """The number of questions for which a rule fired or a signal was given."""

    id: str
    questions: int


class Coverage(WireModel):
    """The rules that fired and the signals that were given; separate lists have those that never did."""

    rules: tuple[Fired, ...]
    signals: tuple[Fired, ...]
    never_fired: tuple[str, ...]
    never_given: tuple[str, ...]


class Report(WireModel):
    """The changes if ``ruleSet`` replaces ``baseline``, over all past questions.

    ``failed``: questions left to the front office because a rule erred. ``moves``: the leads before and after.
    """

    baseline: str
    rule_set: str
    reading: Reading
    changed: int
    departments: tuple[DepartmentChange, ...]
    moves: tuple[Move, ...]
    topics: tuple[TopicChange, ...]
    priorities: tuple[PriorityChange, ...]
    confirmation: Pair
    failed: Pair
    load: Load
    swap: SwapReport
    regimes: tuple[RegimeEffect, ...]
    coverage: Coverage


class Reports(WireModel):
    """The report for readers who may not know of covert participation, and for those who may."""

    open: Report
    full: Report
