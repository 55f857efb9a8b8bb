"""From a document to a rule set, or to the faults that keep it from being one."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from loket_routing.domain.rule_sets.checks import Fault, find_faults
from loket_routing.domain.rule_sets.rule_set import RuleSet


class RuleSetError(Exception):
    """A document is not a usable rule set; ``faults`` say where and why."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def read_rule_set(document: Mapping[str, Any]) -> RuleSet:
    """Return the rule set that ``document`` describes.

    Raises:
        RuleSetError: it doesn't follow the grammar, or a check of the whole found faults.
    """
    try:
        rule_set = RuleSet.model_validate(document)
    except ValidationError as error:
        raise RuleSetError(tuple(map(_as_fault, error.errors()))) from error
    faults = find_faults(rule_set)
    if faults:
        raise RuleSetError(faults)
    return rule_set


def _as_fault(problem: Any) -> Fault:
    place = ".".join(str(step) for step in problem["loc"]) or "rule set"
    return Fault(place, problem["msg"].removeprefix("Value error, "))
