"""Parses a document into a rule set, or finds its faults."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from loket_routing.domain.rule_set.check import find_faults
from loket_routing.domain.rule_set.faults import RuleSetError
from loket_routing.domain.rule_set.grammar_faults import grammar_faults
from loket_routing.domain.rule_set.model import RuleSet


def parse_rule_set(document: Mapping[str, Any]) -> RuleSet:
    """Return the rule set that ``document`` describes.

    Raises:
        RuleSetError: it doesn't follow the grammar, or a check of the whole found faults.
    """
    try:
        rule_set = RuleSet.model_validate(document, by_alias=True, by_name=False)
    except ValidationError as error:
        raise RuleSetError(grammar_faults(error, document, RuleSet)) from error
    faults = find_faults(rule_set)
    if faults:
        raise RuleSetError(faults)
    return rule_set
