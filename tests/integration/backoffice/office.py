"""What the tests do with the service: hand it events, act as its readers, look at what came of it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from kit.audit_trail import trail
from kit.events import incoming, published_events
from kit.memory_vault import MemoryKeys, MemoryVault
from pydantic import SecretStr

from loket_backoffice.handlers.delayed_publishing import publish_delayed_events
from loket_backoffice.main import SERVICE
from loket_backoffice.subscriptions import SUBSCRIPTIONS
from loket_policy.vault import VAULT_GRANTS
from loket_shared.contracts.event import Event
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented, Supplement
from loket_shared.contracts.events.questions_withdrawn import QuestionWithdrawn, Withdrawal
from loket_shared.contracts.events.routing_decided import RoutingDecided
from loket_shared.contracts.shared_parts import Effect, FiredRule, RoutingDecision
from loket_shared.contracts.texts import BilingualText
from loket_shared.db.database import Database
from loket_shared.observability.clock import FixedClock
from loket_shared.outbox.tables import OUTBOX
from loket_shared.sealing.sealer import Sealer
from loket_shared.service.runtime import Runtime
from loket_shared.service.settings import ServiceSettings
from loket_shared.unit_of_work import Publisher, UnitsOfWork

MONDAY_NINE = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
REFERENCE = "KV-2026-000123"
PHOTONICS = ("EZK", ("OCW", "AIVD"))
MOST_OF_ONE_REQUEST = 4
"""Events: each time round at most one of each request is published."""

SETTINGS = ServiceSettings(
    port=1,
    public_url="https://b.example",
    intake_url="https://i.example",
    routing_url="https://r.example",
    backoffice_url="https://b.example",
    notifications_url="https://n.example",
    database_url=SecretStr("postgresql+asyncpg://nobody@127.0.0.1:1/nothing"),
    vault_url=SecretStr("postgresql://nobody@127.0.0.1:1/nothing"),
    master_key_file=Path("none"),
    audit_key_file=Path("none"),
    kafka_bootstrap="127.0.0.1:1",
    topics_file=Path("none"),
    oidc_issuer="https://identity.example",
    oidc_client_id="loket-backoffice",
    oidc_client_secret_file=Path(__file__),
    oin="00000003123456780000",
    security_contact="mailto:security@loket.example",
)


class Office:
    """The service with a clock that stands still, and keys that can be destroyed."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = FixedClock(MONDAY_NINE)
        self.keys = MemoryKeys()
        self.vault = MemoryVault(self.keys, VAULT_GRANTS["backoffice"])
        publisher = Publisher("urn:nld:oin:1:systeem:loket-backoffice", "https://schemas.example", "https://b.example")
        self.unit_of_work = UnitsOfWork(database, self.clock, Sealer(self.vault), self.vault, publisher, trail())
        self.question_id: UUID = uuid4()

    @property
    def runtime(self) -> Runtime:
        """The running service."""
        return Runtime(SERVICE, SETTINGS, self.database, self.vault, Sealer(self.vault), self.clock, self.unit_of_work)

    def wait(self, **elapsed: float) -> None:
        """Let time pass."""
        self.clock.moment += timedelta(**elapsed)

    async def hear(self, event: Event) -> None:
        """Let the service handle ``event`` as the bus would: in one transaction."""
        async with self.unit_of_work() as work:
            await SUBSCRIPTIONS[type(event)](work, incoming(event, self.clock.now()))

    async def act(self, use_case: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Carry out a use case in a transaction of its own."""
        async with self.unit_of_work() as work:
            return await use_case(work, *arguments, **named)

    def submitted(self, *, consent: bool = True) -> QuestionSubmitted:
        """Return the example question as submitted now."""
        example = QuestionSubmitted.example()
        assert example.question is not None
        question = example.question.model_copy(update={"consent_to_share": consent})
        update = {"question_id": self.question_id, "submitted_at": self.clock.now(), "question": question}
        return example.model_copy(update=update)

    def decided(self, lead: str, contributors: tuple[str, ...] = (), *, confirm: bool = False) -> RoutingDecided:
        """Return routing's decision, with one rule for the open departments and one for each covert one."""
        rules = [FiredRule(id="3", reason=BilingualText(nl="Open regel", en="Open rule"), effects=())]
        if "AIVD" in contributors:
            effect = Effect(kind="contribute", department="AIVD")
            rules.append(FiredRule(id="3-s", reason=BilingualText(nl="Dienst", en="Service"), effects=(effect,)))
        decision = RoutingDecision(
            lead=lead,
            contributors=contributors,
            confidence=0.9,
            confirmation_needed=confirm,
            fired_rules=tuple(rules),
        )
        return RoutingDecided(
            question_id=self.question_id,
            reference=REFERENCE,
            decided_at=self.clock.now(),
            rule_set_version="2026.1",
            question_version=1,
            decision=decision,
        )

    def supplemented(self, text: str, *, consent: bool | None = None) -> QuestionSupplemented:
        """Return what the asker adds now."""
        return QuestionSupplemented(
            question_id=self.question_id,
            reference=REFERENCE,
            supplemented_at=self.clock.now(),
            version=2,
            supplement=Supplement(text=text, consent_to_share=consent),
        )

    def withdrawn(self) -> QuestionWithdrawn:
        """Return that the asker withdraws now."""
        return QuestionWithdrawn(
            question_id=self.question_id,
            reference=REFERENCE,
            withdrawn_at=self.clock.now(),
            withdrawal=Withdrawal(reason=None),
        )

    async def let_spread_pass(self) -> None:
        """Let the time pass after which all contribution work is published, the earlier of a request first."""
        self.wait(seconds=SETTINGS.contribution_spread_seconds)
        for _ in range(MOST_OF_ONE_REQUEST):
            await publish_delayed_events(self.runtime)

    async def published(self) -> list[str]:
        """Return the types in the outbox, in order, without their common prefix."""
        async with self.database.transaction() as session:
            rows = await (await session.connection()).execute(OUTBOX.select().order_by(OUTBOX.c.position))
            return [row.type.removeprefix("nl.kennisveiligheid.").removesuffix(".v1") for row in rows]

    async def published_events(self) -> list[Event]:
        """Return what was told, opened with the keys of routing."""
        return await published_events(self.database, Sealer(MemoryVault(self.keys, VAULT_GRANTS["routing"])))
