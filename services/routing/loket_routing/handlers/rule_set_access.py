"""Checks access to rule sets, and loads them for readers who may see or change them."""

from loket_routing.domain.access import may_change_rule_sets, may_read_rule_sets, may_see_whole_rule_sets
from loket_routing.domain.lifecycle.errors import not_permitted, stale_revision, wrong_state
from loket_routing.domain.lifecycle.state_machine import RuleSetAction
from loket_routing.store.rule_sets import StoredRuleSet, find_rule_set
from loket_shared.failures import NotFoundError
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


def require_rule_set_reader(principal: Principal) -> None:
    """Check that rule sets exist for this reader.

    Raises:
        NotFoundError: there are none for this reader.
    """
    if not may_read_rule_sets(principal):
        raise NotFoundError


def require_rule_set_owner(principal: Principal) -> None:
    """Check that the reader may change rule sets.

    Raises:
        NotFoundError: there are none for this reader.
        ForbiddenError: the reader may only look at them.
    """
    require_rule_set_reader(principal)
    if not may_change_rule_sets(principal):
        raise not_permitted()


def require_rule_set_tester(principal: Principal) -> None:
    """Check that the reader may try rule sets on questions: a trial shows the whole route.

    Raises:
        NotFoundError: there are none for this reader.
        ForbiddenError: the reader does not see them whole.
    """
    require_rule_set_reader(principal)
    if not may_see_whole_rule_sets(principal):
        raise not_permitted()


async def require_rule_set(work: UnitOfWork, principal: Principal, version: str) -> StoredRuleSet:
    """Return one version.

    Raises:
        NotFoundError: there is none, or not for this reader.
    """
    require_rule_set_reader(principal)
    found = await find_rule_set(work, version)
    if found is None:
        raise NotFoundError
    return found


async def lock_revision(work: UnitOfWork, principal: Principal, version: str) -> int:
    """Lock one version until the transaction ends, and return its revision.

    Raises:
        NotFoundError: there is none, or not for this reader.
        ForbiddenError: the reader may not change rule sets.
    """
    require_rule_set_owner(principal)
    found = await find_rule_set(work, version, lock=True)
    if found is None:
        raise NotFoundError
    return found.row.revision


async def lock_rule_set(
    work: UnitOfWork, principal: Principal, act: RuleSetAction, version: str, expected_revision: int | None = None
) -> StoredRuleSet:
    """Lock and return one version for ``act``; ``expected_revision`` is the one that the owner saw, if known.

    Raises:
        NotFoundError: there is none, or not for this reader.
        ForbiddenError: the reader may not change rule sets.
        ConflictError: the set was saved since, or its state forbids the act.
    """
    require_rule_set_owner(principal)
    found = await find_rule_set(work, version, lock=True)
    if found is None:
        raise NotFoundError
    if expected_revision not in (None, found.row.revision):
        raise stale_revision(found.row.revision)
    now = work.clock.now()
    if not found.life.allows(act, now):
        raise wrong_state(found.life.state(now))
    return found
