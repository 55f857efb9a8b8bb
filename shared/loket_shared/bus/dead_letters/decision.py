"""Somebody's decision about a record that was not handled, and what the audit trail is to say of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.db.unit_of_work import Place, UnitOfWork
from loket_shared.failures import Conflict, TransientFailure
from loket_shared.identity.principal import Principal, Role

if TYPE_CHECKING:
    from loket_shared.bus.processor import OpenUnitOfWork

_DESK = UUID(int=0)
"""No question's id: names the desk's own key, so that why something was given up stays readable."""


class Result(StrEnum):
    """What came of a decision."""

    OK = "ok"
    FAILED = "failed"
    REFUSED = "refused"


class Refused(Conflict):
    """It was dealt with already, or the record is nowhere any more; nothing has changed."""


@dataclass(frozen=True)
class Reason:
    """Why somebody gives a record up, and the compartment under whose key of the desk the service seals that."""

    text: str
    compartment: Compartment


@dataclass(frozen=True)
class Decision:
    """Who decides what about which record, and perhaps why."""

    by: Principal
    action: str
    record: UUID
    reason: Reason | None = None

    async def note(self, work: UnitOfWork, result: Result = Result.OK) -> None:
        """Record in the transaction of the change what came of the decision.

        Only a covert department has letters of its own: by another name its approver would be known for one.
        """
        apart = self.by.role is Role.APPROVER
        await work.audit(self.by, self.action, str(self.record), result, await self._sealed(work), apart=apart)

    async def _sealed(self, work: UnitOfWork) -> bytes | None:
        if self.reason is None:
            return None
        place = Place("audit_records", self.record, "content")
        return await work.seal(self.reason.text.encode(), KeyName(_DESK, self.reason.compartment), place)

    @asynccontextmanager
    async def audit_failures(self, unit_of_work: "OpenUnitOfWork") -> AsyncIterator[None]:
        """Record also a decision that changes nothing: it is refused, or a dependency is away.

        Such a record has a transaction of its own, as there is no change that it could commit with.
        """
        try:
            yield
        except (Refused, TransientFailure) as failure:
            async with unit_of_work() as work:
                await self.note(work, Result.REFUSED if isinstance(failure, Refused) else Result.FAILED)
            raise
