"""Somebody's decision about a dead letter, and what the audit trail is to say of it (design section 5, audit)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from loket_shared.failures import Conflict, TransientFailure
from loket_shared.identity.principal import Principal, Role

if TYPE_CHECKING:
    from loket_shared.bus.processor import Opener
    from loket_shared.db.unit_of_work import UnitOfWork


class Result(StrEnum):
    """What came of a decision."""

    OK = "ok"
    FAILED = "failed"
    REFUSED = "refused"


class Refused(Conflict):
    """The letter is closed already, or its record is nowhere any more; nothing has changed."""


@dataclass(frozen=True)
class Decision:
    """Who decides what about which letter."""

    by: Principal
    action: str
    letter: UUID

    async def note(self, work: "UnitOfWork", result: Result = Result.OK) -> None:
        """Record in the transaction of the change what came of the decision.

        Only a covert department has letters of its own: by another name its approver would be known for one.
        """
        await work.audit(self.by, self.action, str(self.letter), result, apart=self.by.role is Role.APPROVER)

    @asynccontextmanager
    async def not_carried_out_noted(self, unit_of_work: "Opener") -> AsyncIterator[None]:
        """Record also a decision that changes nothing: it is refused, or a dependency is away.

        Such a record has a transaction of its own, as there is no change that it could commit with.
        """
        try:
            yield
        except (Refused, TransientFailure) as failure:
            async with unit_of_work() as work:
                await self.note(work, Result.REFUSED if isinstance(failure, Refused) else Result.FAILED)
            raise
