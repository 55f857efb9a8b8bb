"""Reads rule sets as far as the reader may see them: lists, shows and compares them."""

import asyncio
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from loket_routing.domain.access import hidden_in_rule_sets, may_change_rule_sets, may_see_whole_rule_sets
from loket_routing.domain.lifecycle.state_machine import RuleSetAction, offered_actions
from loket_routing.domain.lifecycle.timetable import Timetable
from loket_routing.domain.presentation.difference_tables import differences
from loket_routing.domain.presentation.differences import Difference
from loket_routing.domain.redact_rule_set import Hidden, redact_rule_set
from loket_routing.domain.rule_set.faults import RuleSetError
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.handlers.rule_set_access import require_rule_set, require_rule_set_reader
from loket_routing.store.rule_set_cache import load_rule_set
from loket_routing.store.rule_sets import newest_rule_sets
from loket_routing.store.tables import RuleSetRow
from loket_routing.views.rule_set_view import RuleSetSummaryView, RuleSetView
from loket_shared.failures import NotFoundError
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork

MAX_LISTED = 200


@dataclass(frozen=True)
class RuleSetList:
    """Rule sets, newest first; ``ids`` are the ids of their rows."""

    summaries: tuple[RuleSetSummaryView, ...]
    ids: tuple[UUID, ...]
    timetable: Timetable


async def list_rule_sets(
    work: UnitOfWork, principal: Principal, most: int = MAX_LISTED, before: UUID | None = None
) -> RuleSetList:
    """Return rule sets, newest first; ``before``: only those drafted before the row with this id.

    Raises:
        NotFoundError: there are none for this reader.
    """
    require_rule_set_reader(principal)
    hidden, now = hidden_in_rule_sets(principal), work.clock.now()
    found = await newest_rule_sets(work, most, before)
    return RuleSetList(
        summaries=tuple(RuleSetSummaryView.summary_of(each, hidden, now) for each in found),
        ids=tuple(each.row.id for each in found),
        timetable=found[0].life.timetable if found else Timetable(()),
    )


async def read_rule_set(work: UnitOfWork, principal: Principal, version: str) -> RuleSetView:
    """Return the rule set ``version`` with its examples, findings and lifecycle.

    Raises:
        NotFoundError: there is none, or not for this reader.
    """
    found = await require_rule_set(work, principal, version)
    hidden = hidden_in_rule_sets(principal)
    readable = await load_redacted(work, found.row, hidden) if hidden else None
    return RuleSetView.of(found, readable, hidden, work.clock.now())


async def load_redacted(work: UnitOfWork, row: RuleSetRow, hidden: Hidden) -> RuleSet | None:
    """Return the rule set of ``row`` without the ``hidden`` departments; None where this release can't read it."""
    try:
        return redact_rule_set(await load_rule_set(work, row), hidden)
    except RuleSetError:
        return None


@dataclass(frozen=True)
class ShownRuleSet:
    """A rule set; ``rule_set`` is None where this release can't read it.

    ``owned``: the reader may change rule sets. ``whole``: the reader may try them on questions.
    ``offered``: the actions that the reader may take. ``authored``: the reader wrote or proposed it.
    ``active``: the version that is active now.
    """

    view: RuleSetView
    rule_set: RuleSet | None
    owned: bool
    whole: bool
    offered: frozenset[RuleSetAction]
    authored: bool
    active: str | None


async def show_rule_set(work: UnitOfWork, principal: Principal, version: str) -> ShownRuleSet:
    """Return the rule set ``version``.

    Raises:
        NotFoundError: there is none, or not for this reader.
    """
    found = await require_rule_set(work, principal, version)
    now, hidden = work.clock.now(), hidden_in_rule_sets(principal)
    in_force = found.life.timetable.in_force(now)
    rule_set = await load_redacted(work, found.row, hidden)
    return ShownRuleSet(
        view=RuleSetView.of(found, rule_set, hidden, now),
        rule_set=rule_set,
        owned=may_change_rule_sets(principal),
        whole=may_see_whole_rule_sets(principal),
        offered=offered_actions(found.life, principal, now),
        authored=principal.subject in found.life.authors,
        active=in_force.version if in_force else None,
    )


@dataclass(frozen=True)
class RuleSetComparison:
    """A version, the one that it is compared with, and every difference."""

    shown: ShownRuleSet
    other: str
    differences: tuple[Difference, ...]


async def compare_rule_sets(
    work: UnitOfWork, principal: Principal, version: str, other: str | None, on: date
) -> RuleSetComparison:
    """Compare ``version`` with ``other``, or with the active one; departments are named as on the day ``on``.

    Raises:
        NotFoundError: one of them does not exist for this reader, or can't be read by this release.
    """
    shown = await show_rule_set(work, principal, version)
    before = await show_rule_set(work, principal, other or shown.active or version)
    found = await asyncio.to_thread(differences, _readable(before), _readable(shown), on)
    return RuleSetComparison(shown, before.view.version, found)


def _readable(shown: ShownRuleSet) -> RuleSet:
    if shown.rule_set is None:
        raise NotFoundError
    return shown.rule_set
