"""What a rule set would decide about an invented question, beside what the active one would."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loket_routing.domain.deciding.decision import Decision
from loket_routing.domain.deciding.evidence import Found
from loket_routing.domain.deciding.examples import Example, tried
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.handlers.active_rule_set import active_rule_set
from loket_routing.handlers.lifecycle.find import require_trial, rule_set_to_read
from loket_routing.handlers.lifecycle.judge import judge
from loket_routing.store.compiled import load_rule_set
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Trial:
    """What one version decides, and the words that it finds in the texts."""

    version: str
    decision: Decision
    found: tuple[Found, ...]


async def compare_trials(
    work: UnitOfWork, reader: Principal, version: str, example: Example, document: Mapping[str, Any] | None = None
) -> tuple[Trial, ...]:
    """Return the trial of ``version`` and, if that is another, of the active one; nothing of the example is kept.

    Where a ``document`` is given, it is tried in the place of what was saved, and not kept.

    Raises:
        NotFound: there is no such version, or not for this reader.
        Forbidden: the reader does not see rule sets whole.
        InvalidInput: the document is not a rule set.
    """
    require_trial(reader)
    row = (await rule_set_to_read(work, reader, version)).row
    now = work.clock.now()
    if document is None:
        chosen = await load_rule_set(work, row)
    else:
        chosen = (await asyncio.to_thread(judge, version, document, (), now)).rule_set
    active = (await active_rule_set(work)).rule_set
    rule_sets = (chosen,) if active.version == version else (chosen, active)
    return tuple([await asyncio.to_thread(_try, rule_set, example, now) for rule_set in rule_sets])


def _try(rule_set: RuleSet, example: Example, now: datetime) -> Trial:
    evidence, decision = tried(rule_set, example, now)
    return Trial(rule_set.version, decision, evidence.found)
