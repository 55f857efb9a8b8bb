"""How far a trail is gets published where the service cannot take it back, and the trail is held against that."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from aiokafka import TopicPartition
from integration.audit.published import GROUP, TOPIC, PublishingService
from integration.audit.tampering import FOUND_BY_THE_CHAIN, FOUND_BY_THE_LOG, NO_TRIGGERS, Tampering, execute, rewrite

from loket_shared import audit
from loket_shared.audit.keys import AuditKeys
from loket_shared.audit.verifying import Fault, Wrong
from loket_shared.db.database import Database
from loket_shared.observability import metrics
from loket_shared.service import loops
from loket_shared.service.loops import run_audit_chainer

pytestmark = [pytest.mark.asyncio, pytest.mark.long]

Recorder = Callable[..., Awaitable[None]]
Chainer = Callable[[], Awaitable[int]]


@pytest_asyncio.fixture
async def service(database: Database) -> PublishingService:
    return PublishingService(database)


@pytest_asyncio.fixture
async def five(service: PublishingService, record: Recorder, chain: Chainer) -> PublishingService:
    """Five records that are published up to the fifth, and before that up to the third."""
    for content in (b"sealed", None, b"sealed"):
        await record(content=content)
    await chain()
    await service.publish()
    await record(times=2)
    await chain()
    await service.publish()
    return service


async def _on_the_log(service: PublishingService) -> int:
    return service.broker.logs.end(TopicPartition(TOPIC, 0))


async def test_what_is_whole_is_whole(five: PublishingService) -> None:
    verdict = await five.verdict()
    assert verdict.whole
    assert verdict.verified.link == 5
    assert verdict.published.last is not None
    assert verdict.published.last.link == 5


@pytest.mark.parametrize("tampering", [*FOUND_BY_THE_CHAIN, *FOUND_BY_THE_LOG], ids=lambda each: each.name)
async def test_each_way_of_tampering_is_found_with_the_first_wrong_record(
    five: PublishingService, superuser: Database, chain: Chainer, tampering: Tampering
) -> None:
    await execute(superuser, NO_TRIGGERS, *tampering.statements)
    if tampering.chained_again:
        await chain()
    verdict = await five.verdict()
    assert verdict.wrong is not None
    assert (verdict.wrong.link, verdict.wrong.fault) == (tampering.link, tampering.fault)


async def test_a_chain_rewritten_with_the_key_is_found(
    five: PublishingService, superuser: Database, keys: AuditKeys
) -> None:
    """By the service itself, say, or by who took its key: every record says it was somebody else."""
    await rewrite(superuser, keys, since=1)
    wrong = (await five.verdict()).wrong
    assert wrong is not None
    assert (wrong.fault, wrong.link, wrong.until) == (Fault.REPLACED, 1, 3)


async def test_what_fits_what_was_published_is_not_called_wrong(
    five: PublishingService, superuser: Database, keys: AuditKeys
) -> None:
    await rewrite(superuser, keys, since=4)
    wrong = (await five.verdict()).wrong
    assert wrong is not None
    assert (wrong.fault, wrong.link, wrong.until) == (Fault.REPLACED, 4, 5)


async def test_a_tail_that_others_took_the_place_of_is_found(
    five: PublishingService, superuser: Database, record: Recorder, chain: Chainer
) -> None:
    await execute(superuser, NO_TRIGGERS, "DELETE FROM audit_records WHERE link > 3")
    await record(times=3)
    await chain()
    wrong = (await five.verdict()).wrong
    assert wrong is not None
    assert (wrong.fault, wrong.link, wrong.until) == (Fault.REPLACED, 4, 5)


async def test_a_head_is_published_once_and_then_when_something_is_new(
    service: PublishingService, record: Recorder, chain: Chainer
) -> None:
    await service.publish()
    assert await _on_the_log(service) == 0  # there is nothing yet
    await record(times=3)
    await chain()
    for _ in range(3):
        await service.publish()
    assert await _on_the_log(service) == 1
    await record()
    await chain()
    await service.publish()
    assert await _on_the_log(service) == 2


async def test_that_nothing_is_new_is_said_every_hour(five: PublishingService) -> None:
    five.clock.later = timedelta(minutes=61)
    await five.publish()
    assert await _on_the_log(five) == 3
    assert (await five.verdict()).whole


async def test_of_several_publishers_one_publishes(
    service: PublishingService, record: Recorder, chain: Chainer
) -> None:
    await record()
    await chain()
    await asyncio.gather(*(service.publish() for _ in range(4)))
    assert await _on_the_log(service) == 1


async def test_a_log_that_was_lost_is_told_of_until_it_is_filled_again(five: PublishingService) -> None:
    five.broker.wipe()
    five.broker.logs.create(TOPIC, 1)
    lost = await five.verdict()
    assert lost.wrong is None
    assert "holds 0 of the 2 heads" in lost.problems[0]

    async def filled() -> bool:
        return await _on_the_log(five) == 2

    await five.relay_until(filled)
    assert (await five.verdict()).whole


async def test_what_is_not_published_in_time_is_told(five: PublishingService, record: Recorder, chain: Chainer) -> None:
    await record()
    await chain()
    assert (await five.verdict()).whole
    five.clock.later = timedelta(minutes=11)
    (problem,) = (await five.verdict()).problems
    assert "was not published" in problem
    async with five.units_of_work() as work:
        await loops.publish_head(work, GROUP)
    assert (await five.verdict()).whole  # it is on its way


async def test_what_others_put_on_the_log_is_no_head(five: PublishingService) -> None:
    head = five.broker.logs.read(TopicPartition(TOPIC, 0), 0, 1)[0]
    forged = (head.value or b"").replace(b'"link":3', b'"link":2')
    for value in (forged, b"nothing at all"):
        five.broker.logs.append(TOPIC, value, head.key, head.headers)
    verdict = await five.verdict()
    assert verdict.wrong is None
    assert verdict.problems == ("2 records among the published heads are not this service's",)


class _Figure:
    def __init__(self) -> None:
        self.values: list[int] = []

    def set(self, value: int) -> None:
        self.values.append(value)


async def test_the_service_raises_an_alarm_by_itself(
    five: PublishingService, superuser: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    figure = _Figure()
    monkeypatch.setattr(metrics, "audit_whole", figure)
    monkeypatch.setattr(loops, "VERIFY_AGAIN_SECONDS", 0.05)
    await execute(superuser, NO_TRIGGERS, "UPDATE audit_records SET actor = 'nobody' WHERE link = 2")
    five.runtime.broker = five.broker
    watch = asyncio.create_task(loops.run_audit_verifier(five.runtime))
    try:
        while len(figure.values) < 2:
            assert not watch.done()
            await asyncio.sleep(0.02)
    finally:
        watch.cancel()
        await asyncio.gather(watch, return_exceptions=True)
    assert set(figure.values) == {0}
    assert "record 2 is not as it was chained" in capsys.readouterr().out


async def test_a_log_that_is_away_is_no_alarm(five: PublishingService) -> None:
    five.broker.go_away()
    assert await loops.verify_trail(five.runtime, five.broker) is None


async def test_the_time_of_a_record_cannot_be_made_up_with_the_key_alone(
    five: PublishingService, database: Database, keys: AuditKeys, chain: Chainer
) -> None:
    """The service's own role cannot say when a transaction began, so what it backdates does not fit that."""
    async with database.begin() as transaction:
        act = audit.AuditedAct("somebody", "case.read", "KV-2026-000001", "ok", "")
        audit.record(transaction, keys, datetime.now(UTC) - timedelta(days=9), act)
    await chain()
    assert (await five.verdict()).wrong == Wrong(Fault.UNTIMELY, 6, position=6)


async def test_a_running_service_chains_and_publishes_by_itself(
    service: PublishingService, record: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loops, "PUBLISH_SECONDS", 0.05)
    running = [asyncio.create_task(loop(service.runtime)) for loop in (run_audit_chainer, loops.run_head_publisher)]
    try:
        for wanted in (1, 2):
            await record(times=2)

            async def published(wanted: int = wanted) -> bool:
                assert not any(loop.done() for loop in running)
                return await _on_the_log(service) >= wanted

            await service.relay_until(published)
    finally:
        for loop in running:
            loop.cancel()
        await asyncio.gather(*running, return_exceptions=True)
