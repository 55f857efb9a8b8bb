"""Rule sets, for who may see them."""

from dataclasses import dataclass
from uuid import UUID

from loket_routing.domain.access import hidden_in_rule_sets
from loket_routing.domain.lifecycle.timetable import Timetable
from loket_routing.handlers.lifecycle.find import require_reader
from loket_routing.store.rule_sets import newest_rule_sets
from loket_routing.views.rule_set_view import RuleSetSummary
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork

MOST = 200
"""The most that are shown at once."""


@dataclass(frozen=True)
class Listed:
    """Rule sets as their reader may see them, newest first; ``ids`` are those of their rows."""

    summaries: tuple[RuleSetSummary, ...]
    ids: tuple[UUID, ...]
    timetable: Timetable


async def list_rule_sets(work: UnitOfWork, reader: Principal, most: int = MOST, before: UUID | None = None) -> Listed:
    """Return rule sets, newest first; of those begun ``before`` another.

    Raises:
        NotFound: there are none for this reader.
    """
    require_reader(reader)
    hidden, now = hidden_in_rule_sets(reader), work.clock.now()
    found = await newest_rule_sets(work, most, before)
    return Listed(
        summaries=tuple(RuleSetSummary.summary_of(each, hidden, now) for each in found),
        ids=tuple(each.row.id for each in found),
        timetable=found[0].life.timetable if found else Timetable(()),
    )
