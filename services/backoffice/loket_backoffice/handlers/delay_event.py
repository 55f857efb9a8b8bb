"""Publishing contribution work apart from what it follows from, so that its time on the log tells nothing.

Published at once, a request would stand on the log within milliseconds of what happened to its question,
which stands there with its reference. So its events wait, each for its own share of the spread, and are
then published in a transaction of their own, among those of other questions.
"""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from loket_backoffice.store.delayed_events import add_delayed_event
from loket_shared.contracts.contribution_event import ContributionEvent
from loket_shared.unit_of_work import UnitOfWork


async def delay_request(work: UnitOfWork, case_id: UUID, event: ContributionEvent, since: datetime) -> None:
    """Have ``event``, which follows from when its request was made, published some time after ``since``.

    All such events of one request wait equally long: each other wait would tell more of that one moment.
    """
    await add_delayed_event(work, case_id, event, since, _share(work, f"{event.request_id}"))


async def delay_act(work: UnitOfWork, case_id: UUID, event: ContributionEvent) -> None:
    """Have ``event``, which tells what somebody did just now, published some time from now."""
    share = _share(work, f"{event.request_id} {event.TYPE}")
    await add_delayed_event(work, case_id, event, work.clock.now(), share)


def _share(work: UnitOfWork, name: str) -> float:
    """Return a number from 0 to 1 that is always the same for ``name``, and random to who lacks the master key."""
    digest = sha256(work.vault.pseudonym(f"delay {name}").encode()).digest()
    return int.from_bytes(digest[:8]) / 2**64
