"""The first policy's document with something changed in it, and what is then wrong with it."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from loket_routing.domain.rule_set.document import parse_rule_set
from loket_routing.domain.rule_set.faults import RuleSetError, RuleSetFault
from loket_routing.policy import document

Document = dict[str, Any]
Change = Callable[[Document], object]


def rule(data: Document, name: str) -> Document:
    """The rule ``name`` of a document."""
    return next(one for line in data["lines"] for one in line["rules"] if one["id"] == name)


def line(data: Document, number: int) -> Document:
    """The line ``number`` of a document."""
    return next(one for one in data["lines"] if one["number"] == number)


def changed(change: Change) -> Document:
    """The document of the first policy after ``change``."""
    data = deepcopy(document("2026.1"))
    change(data)
    return data


def faults(change: Change) -> tuple[RuleSetFault, ...]:
    """The faults for which the first policy is refused after ``change``."""
    with pytest.raises(RuleSetError) as refused:
        parse_rule_set(changed(change))
    return refused.value.faults


def codes(change: Change) -> set[str]:
    """The codes of those faults."""
    return {fault.code for fault in faults(change)}
