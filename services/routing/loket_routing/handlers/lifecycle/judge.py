"""Read a rule set as it would be kept, with what is found about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loket_routing.domain.deciding.examples import ExpectedExample, failing
from loket_routing.domain.lifecycle.verdict import Verdict
from loket_routing.domain.rule_sets.faults import RuleSetError
from loket_routing.domain.rule_sets.reading import read_rule_set
from loket_routing.domain.rule_sets.review import review
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_shared.failures import FieldError, InvalidInputError


@dataclass(frozen=True)
class Judged:
    """A rule set that may be kept, its examples and the verdict."""

    rule_set: RuleSet
    examples: tuple[ExpectedExample, ...]
    verdict: Verdict


def judge(version: str, document: Mapping[str, Any], examples: Sequence[ExpectedExample], now: datetime) -> Judged:
    """Read ``document`` as the rule set ``version`` and try its examples; takes part of a second.

    Raises:
        InvalidInput: it is not a rule set; every fault is named, and nothing of it is kept.
    """
    try:
        rule_set = read_rule_set({**document, "version": version})
    except RuleSetError as error:
        raise InvalidInputError(*(FieldError("document", fault.words) for fault in error.faults)) from error
    verdict = Verdict.of(rule_set, review(rule_set), failing(rule_set, examples, now))
    return Judged(rule_set, tuple(examples), verdict)
