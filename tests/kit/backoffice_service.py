"""What the tests do with the service: hand it events, act as its readers, look at what came of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from kit.memory_vault import MemoryKeys
from kit.service import ServiceHarness
from kit.settings import service_settings
from loket_backoffice.handlers.delayed_publishing import publish_delayed_events
from loket_backoffice.main import SERVICE
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

MONDAY_NINE = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
REFERENCE = "KV-2026-000123"
PHOTONICS = ("EZK", ("OCW", "AIVD"))
MOST_OF_ONE_REQUEST = 4
"""Events: each time round at most one of each request is published."""

SPREAD_SECONDS = service_settings("backoffice").contribution_spread_seconds


class BackofficeService(ServiceHarness):
    """The service, and the question that it is asked."""

    def __init__(self, database: Database, *, keys: MemoryKeys | None = None, clock: FixedClock | None = None) -> None:
        super().__init__(SERVICE, database, keys=keys, clock=clock or FixedClock(MONDAY_NINE))
        self.question_id: UUID = uuid4()

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
        self.wait(seconds=SPREAD_SECONDS)
        for _ in range(MOST_OF_ONE_REQUEST):
            await publish_delayed_events(self.runtime)

    async def published(self) -> list[str]:
        """Return the types in the outbox, in order, without their common prefix."""
        async with self.database.transaction() as session:
            rows = await (await session.connection()).execute(OUTBOX.select().order_by(OUTBOX.c.position))
            return [row.type.removeprefix("nl.kennisveiligheid.").removesuffix(".v1") for row in rows]

    async def published_events(self) -> list[Event]:
        """Return what was told, opened with the keys of routing."""
        return await self.events_for("routing")
