"""The unit of work: a state change, its events and its audit records, all in one transaction."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import NamedTuple, TypeVar
from uuid import UUID

import asyncpg
from opentelemetry.context import Context
from pydantic import BaseModel
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_shared import audit, outbox
from loket_shared.audit.record import actor_name, actor_name_in_work
from loket_shared.audit.trail import Repeats, Trail
from loket_shared.contracts.compartments import KeyName
from loket_shared.contracts.event import Event
from loket_shared.db.database import Database, Transaction
from loket_shared.db.ids import new_id, random_id
from loket_shared.envelope import seal_event
from loket_shared.observability.clock import Clock
from loket_shared.observability.tracing import current_traceparent, unended_span
from loket_shared.outbox.append import current_causation
from loket_shared.principal import Principal
from loket_shared.sealing import Sealer, Vault

Model = TypeVar("Model", bound=BaseModel)


class Place(NamedTuple):
    """The place of a sealed value at rest; the value cannot be opened at any other place.

    See docs/architecture.md#the-contract-on-the-wire.
    """

    table: str
    row: UUID | str
    column: str

    @property
    def aad(self) -> bytes:
        """The authenticated data that bind the value to its place."""
        return f"{self.table}/{self.row}/{self.column}".encode()


@dataclass(frozen=True)
class Publisher:
    """The publishing service, in CloudEvents attributes."""

    source: str
    schema_base_url: str
    public_url: str


@dataclass(frozen=True)
class UnitOfWork:
    """The tools of a use case within one transaction. Use cases never commit: the opener of the unit of work does."""

    transaction: Transaction
    clock: Clock
    sealer: Sealer
    vault: Vault
    publisher: Publisher
    trail: Trail

    @property
    def driver(self) -> asyncpg.Connection:
        """asyncpg's connection in this transaction, for the hot paths."""
        return self.transaction.driver

    @property
    def session(self) -> AsyncSession:
        """SQLAlchemy's session in this transaction."""
        return self.transaction.session

    async def publish(self, event: Event) -> UUID:
        """Seal ``event`` and record it in the outbox, in this transaction; return the event's id.

        If ``event.LINKED`` is False, or that of the event that causes it, it starts a trace of its own, names no cause
        and has an id that does not reveal its time.

        Raises:
            ErasedError: the question's keys are destroyed.
            VaultUnreachableError: a key is needed and the vault does not answer.
        """
        cause = current_causation.get()
        linked = event.LINKED and (cause is None or cause.linked)
        event_id = new_id() if linked else random_id()
        fresh = None if linked else Context()
        with unended_span(f"record {event.TYPE}", context=fresh, attributes={"event.id": str(event_id)}) as recording:
            entry = outbox.OutboxRecord(
                id=event_id,
                topic=event.topic,
                key=event.key,
                type=event.TYPE,
                subject=event.subject,
                time=self.clock.now(),
                source=self.publisher.source,
                dataschema=f"{self.publisher.schema_base_url}/{event.TYPE}.json",
                dataref=f"{self.publisher.public_url}{event.resource}" if event.resource else None,
                classification=event.CLASSIFICATION,
                correlation_id=str(event.key) if event.LINKED else None,
                causation_id=cause.event_id if cause and linked else None,
                traceparent=current_traceparent(),
                data=await seal_event(event, event_id, self.sealer),
            )
        outbox.append(self.transaction, entry, recording)
        return event_id

    async def seal(self, value: bytes, name: KeyName, place: Place) -> bytes:
        """Return ``value`` sealed under ``name`` for ``place``, where the caller stores it.

        Raises:
            ErasedError: the question's keys are destroyed.
        """
        return await self.sealer.seal(value, name, place.aad)

    async def unseal(self, sealed: bytes, place: Place) -> bytes:
        """Return the value that was sealed for ``place``.

        Raises:
            ErasedError: the question's keys are destroyed.
            KeyForbiddenError: the compartment is not in this service's grant.
            WrongSealError: the value was not sealed for this place.
        """
        return await self.sealer.open(sealed, place.aad)

    async def seal_model(self, model: BaseModel, name: KeyName, place: Place) -> bytes:
        """Return ``model`` as JSON, sealed; raises the errors of ``seal``."""
        return await self.seal(model.model_dump_json(by_alias=True).encode(), name, place)

    async def unseal_model(self, kind: type[Model], sealed: bytes, place: Place) -> Model:
        """Return the ``kind`` that was sealed for ``place``; raises the errors of ``unseal``."""
        return kind.model_validate_json(await self.unseal(sealed, place))

    async def allocate_question_id(self) -> UUID:
        """Return the id for a new question; its keys already exist."""
        return await self.vault.allocate()

    async def audit(
        self,
        principal: Principal,
        action: str,
        subject: str,
        result: str = "ok",
        content: bytes | None = None,
        repeats: Repeats | None = None,
        *,
        apart: bool = False,
    ) -> None:
        """Record an act in the audit trail; ``content`` is a value that is already sealed.

        An act that ``repeats`` has seen in its window is only counted. ``apart`` gives the principal a pseudonym for
        this ``subject`` only: the subject is work of a department, and it must not link the principal to other acts.
        """
        now, pseudonym = self.clock.now(), self.vault.pseudonym
        actor = actor_name_in_work(principal, pseudonym, subject) if apart else actor_name(principal, pseudonym)
        act = audit.AuditedAct(actor, action, subject, result, principal.client)
        if repeats is None or repeats.is_first(act, now):
            audit.record(self.transaction, self.trail.keys, now, act, content)


@dataclass(frozen=True)
class UnitsOfWork:
    """Opens units of work on one service's database."""

    database: Database
    clock: Clock
    sealer: Sealer
    vault: Vault
    publisher: Publisher
    trail: Trail

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[UnitOfWork]:
        """Open one transaction; it commits at the end of the block and rolls back on an exception."""
        async with self.database.begin() as transaction:
            yield UnitOfWork(transaction, self.clock, self.sealer, self.vault, self.publisher, self.trail)
