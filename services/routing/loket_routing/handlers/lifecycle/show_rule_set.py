"""A rule set with all that a page about it needs, as far as its reader may see it."""

from dataclasses import dataclass

from loket_routing.domain.access import hidden_in_rule_sets, may_change_rule_sets, sees_rule_sets_whole
from loket_routing.domain.lifecycle.life import Act
from loket_routing.domain.lifecycle.offering import offered
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.handlers.lifecycle.find import rule_set_to_read
from loket_routing.handlers.lifecycle.read_rule_set import load_without
from loket_routing.views.rule_set_view import RuleSetView
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Shown:
    """A rule set; ``rule_set`` is None where this release can't read it.

    ``owned``: the reader may change rule sets. ``whole``: the reader may try them on questions.
    ``offered``: what the reader may do to this one. ``authored``: the reader wrote or proposed it.
    ``active``: the version that decides now.
    """

    view: RuleSetView
    rule_set: RuleSet | None
    owned: bool
    whole: bool
    offered: frozenset[Act]
    authored: bool
    active: str | None


async def show_rule_set(work: UnitOfWork, reader: Principal, version: str) -> Shown:
    """Return the rule set ``version``.

    Raises:
        NotFound: there is none, or not for this reader.
    """
    found = await rule_set_to_read(work, reader, version)
    now, hidden = work.clock.now(), hidden_in_rule_sets(reader)
    in_force = found.life.timetable.in_force(now)
    rule_set = await load_without(work, found.row, hidden)
    return Shown(
        view=RuleSetView.of(found, rule_set, hidden, now),
        rule_set=rule_set,
        owned=may_change_rule_sets(reader),
        whole=sees_rule_sets_whole(reader),
        offered=offered(found.life, reader, now),
        authored=reader.subject in found.life.authors,
        active=in_force.version if in_force else None,
    )
