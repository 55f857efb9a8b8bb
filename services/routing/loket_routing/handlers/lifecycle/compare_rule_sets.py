"""What is different between two versions, in words."""

import asyncio
from dataclasses import dataclass
from datetime import date

from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.domain.wording.differences.difference import Difference
from loket_routing.domain.wording.differences.versions import differences
from loket_routing.handlers.lifecycle.show_rule_set import Shown, show_rule_set
from loket_shared.failures import NotFoundError
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Comparison:
    """A version, the one that it is compared with, and every difference."""

    shown: Shown
    other: str
    differences: tuple[Difference, ...]


async def compare_rule_sets(
    work: UnitOfWork, reader: Principal, version: str, other: str | None, on: date
) -> Comparison:
    """Compare ``version`` with ``other``, or with the active one; departments are named as on the day ``on``.

    Raises:
        NotFound: one of them does not exist, not for this reader, or can't be read by this release.
    """
    shown = await show_rule_set(work, reader, version)
    before = await show_rule_set(work, reader, other or shown.active or version)
    found = await asyncio.to_thread(differences, _readable(before), _readable(shown), on)
    return Comparison(shown, before.view.version, found)


def _readable(shown: Shown) -> RuleSet:
    if shown.rule_set is None:
        raise NotFoundError
    return shown.rule_set
