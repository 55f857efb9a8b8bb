"""Drafts the rule set of a release for the rule owner; a release never changes the active set."""

import asyncio

from loket_routing.domain.lifecycle.state_machine import next_version
from loket_routing.handlers.edit_rule_set import add_draft
from loket_routing.policy.loader import examples, rule_set, versions
from loket_routing.store.rule_sets import is_known_rule_set, lock_versions
from loket_shared.local_time import local_date
from loket_shared.principal import Principal, Role
from loket_shared.unit_of_work import UnitOfWork

RELEASE = Principal("release", "Release", "", Role.SYSTEM)
"""Drafts what comes with the software. It is no person, so a person proposes the draft and a second one approves it."""


async def offer_release(work: UnitOfWork) -> str | None:
    """Draft the newest rule set of the release, unless it is known here; return the version of the draft.

    It is known if a set has the same digest, or if it was drafted before, also if that draft was discarded.
    """
    shipped = versions()[-1]
    released = await asyncio.to_thread(rule_set, shipped)
    mark = f"SHA-256 {released.digest}"
    if await is_known_rule_set(work, released.digest, RELEASE.subject, mark):
        return None
    known = await lock_versions(work)
    if await is_known_rule_set(work, released.digest, RELEASE.subject, mark):
        return None
    version = next_version(known, local_date(work.clock.now()).year)
    await add_draft(work, RELEASE, version, released.document(), examples(shipped), reason=mark)
    return version
