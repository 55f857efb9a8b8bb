"""A rule set for who may see it, or change it."""

from loket_routing.domain.access import may_change_rule_sets, may_read_rule_sets, sees_rule_sets_whole
from loket_routing.domain.lifecycle.life import Act
from loket_routing.domain.lifecycle.refusals import not_yours, stale, wrong_state
from loket_routing.store.rule_sets import StoredRuleSet, find_rule_set
from loket_shared.failures import NotFoundError
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


def require_reader(reader: Principal) -> None:
    """Let pass for whom there are rule sets.

    Raises:
        NotFound: there are none for this reader.
    """
    if not may_read_rule_sets(reader):
        raise NotFoundError


def require_owner(reader: Principal) -> None:
    """Let pass who may change rule sets.

    Raises:
        NotFound: there are none for this reader.
        Forbidden: the reader may only look at them.
    """
    require_reader(reader)
    if not may_change_rule_sets(reader):
        raise not_yours()


def require_trial(reader: Principal) -> None:
    """Let pass who may try rule sets on questions: a trial tells the whole route.

    Raises:
        NotFound: there are none for this reader.
        Forbidden: the reader does not see them whole.
    """
    require_reader(reader)
    if not sees_rule_sets_whole(reader):
        raise not_yours()


async def rule_set_to_read(work: UnitOfWork, reader: Principal, version: str) -> StoredRuleSet:
    """Return one version.

    Raises:
        NotFound: there is none, or not for this reader.
    """
    require_reader(reader)
    found = await find_rule_set(work, version)
    if found is None:
        raise NotFoundError
    return found


async def lock_revision(work: UnitOfWork, owner: Principal, version: str) -> int:
    """Return the revision of one version, which stays as it is until the transaction ends.

    Raises:
        NotFound: there is none, or not for this reader.
        Forbidden: the reader may not change rule sets.
    """
    require_owner(owner)
    found = await find_rule_set(work, version, lock=True)
    if found is None:
        raise NotFoundError
    return found.row.revision


async def rule_set_to_change(
    work: UnitOfWork, owner: Principal, act: Act, version: str, seen: int | None = None
) -> StoredRuleSet:
    """Return one version, locked, for ``act``; ``seen`` is the revision that the owner saw, if known.

    Raises:
        NotFound: there is none, or not for this reader.
        Forbidden: the reader may not change rule sets.
        Conflict: it was saved since, or its state forbids the act.
    """
    require_owner(owner)
    found = await find_rule_set(work, version, lock=True)
    if found is None:
        raise NotFoundError
    if seen not in (None, found.row.revision):
        raise stale(found.row.revision)
    now = work.clock.now()
    if not found.life.allows(act, now):
        raise wrong_state(found.life.state(now))
    return found
