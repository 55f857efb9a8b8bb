"""Messages end the same with one or many in hand, whatever the mail server does and whoever is killed."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from uuid import UUID

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from integration.notifications.events import QuestionEvents
from integration.notifications.test_a_message_is_recorded_before_it_is_sent import Killed
from kit.notifications_service import LEASE, NotificationsService

from loket_notifications.domain.delivery import UNFINISHED, DeliveryState
from loket_notifications.domain.message import Message
from loket_notifications.gateways.mail_transport import PermanentMailError, TemporaryMailError
from loket_notifications.handlers import messages_in_hand, send_due_messages
from loket_shared.db.database import Database


class Happens(Enum):
    """The fate of a message that the server has; after a hang comes the next, and the last three accept it."""

    DELIVERED = "delivered"
    REFUSED = "refused"
    TEMPORARY = "temporary"
    HANGS = "hangs"
    KILLED = "killed"
    ERASED = "erased"
    LEASE_LOST = "lease lost"


END = [Happens.DELIVERED, Happens.REFUSED, Happens.ERASED]
MIDDLE = [Happens.TEMPORARY, Happens.TEMPORARY, Happens.HANGS, Happens.KILLED, Happens.LEASE_LOST]
PLAN = st.builds(
    lambda middle, end: [*middle, end], st.lists(st.sampled_from(MIDDLE), max_size=2), st.sampled_from(END)
)

HANG_SECONDS = 0.05
PATIENCE_SECONDS = 0.01
CONNECTIONS = 3
MOST = 5
ROUNDS = 60


@dataclass
class Server:
    """A mail server, and the fate of those who send to it; a plan goes on with each attempt and stays at its end."""

    desk: NotificationsService
    plans: dict[UUID, list[Happens]] = field(default_factory=dict)
    questions: dict[UUID, QuestionEvents] = field(default_factory=dict)
    accepted: list[Message] = field(default_factory=list)
    in_doubt: int = 0
    """How many accepted messages a crash, or another sender, may at most have made doubtful."""

    def connections(self) -> list["Connection"]:
        return [Connection(self) for _ in range(CONNECTIONS)]

    async def take(self, message: Message) -> None:
        plan = self.plans[message.delivery_id]
        match plan.pop(0) if len(plan) > 1 else plan[0]:
            case Happens.REFUSED:
                raise PermanentMailError("smtp-550")
            case Happens.TEMPORARY:
                raise TemporaryMailError("smtp-451")
            case Happens.HANGS:
                await asyncio.sleep(HANG_SECONDS)
                return await self.take(message)
            case Happens.KILLED:
                self.in_doubt += MOST
                self.accepted.append(message)
                raise Killed
            case Happens.LEASE_LOST:
                self.in_doubt += MOST
                self.desk.clock.moment += LEASE
                await self.desk.send_all(*self.connections())
            case Happens.ERASED:
                await self.desk.erase(self.questions[message.delivery_id].erased())
        self.accepted.append(message)
        return None


@dataclass(eq=False)
class Connection:
    """One of the connections to the server."""

    server: Server

    async def send(self, message: Message) -> None:
        await self.server.take(message)


@contextmanager
def in_hand(most: int) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(messages_in_hand, "MOST_IN_HAND", most)
        patch.setattr(send_due_messages, "PATIENCE_SECONDS", PATIENCE_SECONDS)
        yield


@dataclass(frozen=True)
class End:
    """The end of one delivery: its state, why it failed, and the types of the events about it."""

    state: str
    failure: str | None
    published: tuple[str, ...]


async def ends(address: str, plans: Sequence[Sequence[Happens]]) -> list[End]:
    """Send one message for each plan, until every one is over; return the ends in the order of the plans."""
    database = Database(address, pool=12)
    desk = NotificationsService(database)
    server, order = Server(desk), list[UUID]()
    known = {delivery.id for delivery in await desk.deliveries()}
    try:
        for plan in plans:
            question = QuestionEvents()
            await desk.hear(question.submitted())
            (new,) = [delivery.id for delivery in await desk.deliveries() if delivery.id not in known]
            known.add(new)
            order.append(new)
            server.plans[new], server.questions[new] = list(plan), question
        await _send_until_over(desk, server)
        return await _ends(desk, server, order)
    finally:
        await database.close()


async def _send_until_over(desk: NotificationsService, server: Server) -> None:
    for _ in range(ROUNDS):
        # A new process after each kill.
        with suppress(Killed):
            await desk.send_all(*server.connections())
        if not any(delivery.state in UNFINISHED for delivery in await desk.deliveries()):
            return
        desk.clock.moment += max(LEASE, timedelta(minutes=1))
    raise AssertionError("not every message is over")


async def _ends(desk: NotificationsService, server: Server, order: Sequence[UUID]) -> list[End]:
    published: dict[UUID, list[str]] = {delivery: [] for delivery in order}
    by_key = {server.questions[delivery].question_id: delivery for delivery in order}
    for event in await desk.published():
        if event.key in by_key:
            published[by_key[event.key]].append(event.type)
    times = Counter(message.delivery_id for message in server.accepted)
    assert sum(times.values()) - len(times) <= server.in_doubt
    assert len(set(server.accepted)) == len(times), "a repeat is the same message"
    standing = {delivery.id: delivery for delivery in await desk.deliveries()}
    for delivery in order:
        assert standing[delivery].state != DeliveryState.DELIVERED or times[delivery]
    failed = {each: standing[each].failure for each in order if standing[each].state == DeliveryState.FAILED}
    return [End(standing[each].state, failed.get(each), tuple(published[each])) for each in order]


@settings(max_examples=12, phases=[Phase.explicit, Phase.generate])
@given(st.lists(PLAN, min_size=1, max_size=8))
@example([[each, Happens.DELIVERED] for each in MIDDLE] + [[each] for each in END])
@example([[Happens.KILLED, Happens.KILLED, Happens.DELIVERED]] * 7)
def test_both_end_the_same(database_url: str, plans: list[list[Happens]]) -> None:
    with in_hand(1):
        one_by_one = asyncio.run(ends(database_url, plans))
    with in_hand(MOST):
        many = asyncio.run(ends(database_url, plans))
    assert many == one_by_one
    assert all(len(end.published) == (end.state != DeliveryState.ERASED) for end in many)
