"""Tries a rule set on an invented question; nothing is stored."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loket_routing.domain.decide.decision import Decision
from loket_routing.domain.decide.evidence import TermMatch
from loket_routing.domain.lifecycle.examples import Example, run_example
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.handlers.edit_rule_set import validate_rule_set
from loket_routing.handlers.read_active_rule_set import read_active_rule_set
from loket_routing.handlers.rule_set_access import require_rule_set, require_rule_set_tester
from loket_routing.store.rule_set_cache import load_rule_set
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def try_rule_set(work: UnitOfWork, principal: Principal, version: str, example: Example) -> Decision:
    """Return the whole decision; the example is not stored.

    Raises:
        NotFoundError: there is no such version, or not for this reader.
        ForbiddenError: the reader does not see rule sets whole.
    """
    require_rule_set_tester(principal)
    row = (await require_rule_set(work, principal, version)).row
    rule_set = await load_rule_set(work, row)
    _, decision = await asyncio.to_thread(run_example, rule_set, example, work.clock.now())
    return decision


@dataclass(frozen=True)
class Trial:
    """The decision of one version, and the terms it found in the texts."""

    version: str
    decision: Decision
    found: tuple[TermMatch, ...]


async def compare_trials(
    work: UnitOfWork, principal: Principal, version: str, example: Example, document: Mapping[str, Any] | None = None
) -> tuple[Trial, ...]:
    """Return the trial of ``version``, and of the active version if that is another. The example is not stored.

    A ``document``, if given, is tried instead of the saved one. It is not stored either.

    Raises:
        NotFoundError: there is no such version, or not for this reader.
        ForbiddenError: the reader does not see rule sets whole.
        InvalidInputError: the document is not a rule set.
    """
    require_rule_set_tester(principal)
    row = (await require_rule_set(work, principal, version)).row
    now = work.clock.now()
    if document is None:
        chosen = await load_rule_set(work, row)
    else:
        chosen = (await asyncio.to_thread(validate_rule_set, version, document, (), now)).rule_set
    active = (await read_active_rule_set(work)).rule_set
    rule_sets = (chosen,) if active.version == version else (chosen, active)
    return tuple([await asyncio.to_thread(_try, rule_set, example, now) for rule_set in rule_sets])


def _try(rule_set: RuleSet, example: Example, now: datetime) -> Trial:
    evidence, decision = run_example(rule_set, example, now)
    return Trial(rule_set.version, decision, evidence.found)
