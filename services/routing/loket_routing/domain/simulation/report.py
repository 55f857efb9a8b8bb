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
    """The number of past questions, and how they were read.

    ``read_again``: their texts were read again, since a rule set has another lexicon than when they were
    asked or what they told was not kept then. ``erased`` and ``unreadable`` ones are in no other figure.
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
    """In how many questions a week a department takes part; ``before`` and ``after`` are in the order of the weeks."""

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
    """A route that changed when countries were swapped for others under the same regimes, and for how many."""

    route: Route
    swapped: Route
    questions: int


class SwapReport(WireModel):
    """Whether a country ever made a difference that no legal regime makes.

    ``questions`` are those with a country, ``swapped`` those of them for which there was another one under the
    same regimes; ``violations`` counts the routes that changed, and none should.
    """

    questions: int
    swapped: int
    violations: int
    found: tuple[SwapViolation, ...]


class RegimeEffect(WireModel):
    """To how many questions a legal regime applies, and how many routes would differ without it."""

    regime: str
    questions: int
    routes: int


class Fired(WireModel):
    """For how many questions a rule fired or a signal was given."""

    id: str
    questions: int


class Coverage(WireModel):
    """The rules that fired and the signals that were given; those that never were have lists of their own."""

    rules: tuple[Fired, ...]
    signals: tuple[Fired, ...]
    never_fired: tuple[str, ...]
    never_given: tuple[str, ...]


class Report(WireModel):
    """The changes if ``ruleSet`` replaces ``baseline``, over all past questions.

    ``failed``: questions left to the front office because a rule errs. ``moves`` tells who leads
    instead of whom.
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
