"""Texts are read beside the event loop, each once; one that can't be read is for the front office."""

import asyncio
import signal
from collections.abc import Sequence
from contextlib import suppress
from time import monotonic

import psutil
import pytest
from integration.routing.story import Story
from kit.routing_service import RoutingService

from loket_routing.domain.decide.evidence import Evidence
from loket_routing.domain.decide.matching.hits import Mention
from loket_routing.domain.decide.matching.lexicon import Lexicon
from loket_routing.gateways import reader_pool
from loket_routing.handlers import decide_question
from loket_routing.store.evidence import evidence_place, newest_evidence
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.contracts.events.routing_decided import RoutingDecided
from loket_shared.contracts.events.routing_revised import RoutingRevised
from loket_shared.contracts.shared_parts import RoutingDecision

WORST = "ai " * 6_666
BETWEEN_BEATS = 0.01
# Far more than the loop ever stands still for, far less than reading such a text on it would take.
LONGEST_STALL = 1.0


async def told(desk: RoutingService) -> list[RoutingDecision]:
    """The decisions that were told."""
    events = await desk.published()
    return [event.decision for event in events if isinstance(event, RoutingDecided | RoutingRevised) and event.decision]


def readers() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if reader_pool.READER in child.cmdline()]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are read."""
    texts: list[str] = []
    original = reader_pool.read_in_subprocess

    async def watched(given: Sequence[str], lexicon: Lexicon) -> list[tuple[Mention, ...]]:
        texts.extend(given)
        return await original(given, lexicon)

    monkeypatch.setattr(decide_question, "read_in_subprocess", watched)
    return texts


async def longest_stall() -> float:
    """Beat until cancelled, and return for how long the loop stood still at most."""
    longest = 0.0
    with suppress(asyncio.CancelledError):
        while True:
            before = monotonic()
            await asyncio.sleep(BETWEEN_BEATS)
            longest = max(longest, monotonic() - before - BETWEEN_BEATS)
    return longest


@pytest.mark.asyncio
async def test_the_loop_never_stands_still_while_the_worst_texts_are_read(desk: RoutingService) -> None:
    await desk.hear(Story("KV-2026-000001").submitted("sanctions"))
    heart = asyncio.create_task(longest_stall())
    await asyncio.sleep(0)
    stories = [Story(f"KV-2026-0000{number}") for number in range(10, 16)]
    texts = [*([WORST] * 5), "Een vraag over drones."]
    await asyncio.gather(
        *(desk.hear(story.submitted("agreement-review", text)) for story, text in zip(stories, texts, strict=True))
    )
    heart.cancel()
    assert await heart < LONGEST_STALL
    assert [decision.lead for decision in (await told(desk))[1:]] == ["EZK"] * 6


@pytest.mark.asyncio
async def test_a_supplement_reads_itself_only(desk: RoutingService, read: list[str]) -> None:
    story = Story()
    await desk.hear(story.submitted("agreement-review", "Het gaat om drones."))
    await desk.hear(story.supplemented(2, "Een fregat."), story.supplemented(3, "Met dank."))
    assert read == ["Vraag", "Het gaat om drones.", "Een fregat.", "Met dank."]
    assert [decision.contributors for decision in await told(desk)] == [("AIVD", "OCW"), *[("MIVD", "OCW")] * 2]


@pytest.mark.asyncio
async def test_what_was_read_another_way_is_read_again(desk: RoutingService, read: list[str]) -> None:
    story = Story()
    await desk.hear(story.submitted("agreement-review", "Het gaat om drones."))
    question_id = story.about["question_id"]
    async with desk.unit_of_work() as work:
        now = await newest_evidence(work, question_id)
        assert now is not None
        old = Evidence.model_validate(now.model_dump(exclude={"passages"}) | {"found": (), "lexicon": "of old"})
        name = KeyName(question_id, Compartment.QUESTION)
        sealed = await work.seal_model(old, name, evidence_place(question_id, 1))
        await work.driver.execute("UPDATE evidence SET sealed = $1", sealed)
    await desk.hear(story.supplemented(2, "Met dank."))
    assert read == ["Vraag", "Het gaat om drones.", "Vraag", "Het gaat om drones.", "Met dank."]
    assert [decision.lead for decision in await told(desk)] == ["EZK", "EZK"]


@pytest.mark.asyncio
async def test_a_text_that_takes_too_long_is_for_the_front_office_and_the_next_is_read(
    desk: RoutingService, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.hear(Story("KV-2026-000001").submitted("agreement-review", "Het gaat om drones."))
    stopped = readers()
    for process in stopped:
        process.send_signal(signal.SIGSTOP)
    monkeypatch.setattr(reader_pool, "LIMIT_SECONDS", 0.2)
    await desk.hear(Story("KV-2026-000002").submitted("agreement-review", "Het gaat om drones."))
    monkeypatch.undo()
    for process in stopped:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGCONT)
    await desk.hear(Story("KV-2026-000003").submitted("agreement-review", "Het gaat om drones."))
    decisions = await told(desk)
    assert [decision.lead for decision in decisions] == ["EZK", "RVO", "EZK"]
    assert [decision.confirmation_needed for decision in decisions] == [False, True, False]


@pytest.mark.asyncio
async def test_a_reader_that_was_ended_is_replaced(desk: RoutingService) -> None:
    await desk.hear(Story("KV-2026-000001").submitted("agreement-review", "Het gaat om drones."))
    for process in readers():
        process.kill()
        process.wait()
    await desk.hear(Story("KV-2026-000002").submitted("agreement-review", "Het gaat om drones."))
    assert [decision.lead for decision in await told(desk)] == ["EZK", "EZK"]
