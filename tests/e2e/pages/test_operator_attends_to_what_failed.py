"""The operator sees what a service could not handle, tries it again and gives it up, on one page for all services."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from aiokafka import AIOKafkaProducer
from e2e.forged import RUBBISH
from e2e.pages.conftest import Opens
from playwright.sync_api import Locator

from loket_shared.bus.connection import KafkaConnection
from loket_stack.harness import Stack
from loket_stack.play.waiting import until

READERS = ("routing", "backoffice", "notifications")


async def put_rubbish(connection: KafkaConnection) -> None:
    """Put a record that nobody can read on the topic of the questions."""
    async with AIOKafkaProducer(**connection.options()) as producer:
        await producer.send_and_wait("loket.questions", RUBBISH, RUBBISH)


def test_an_unreadable_message_is_tried_again_and_given_up(opens: Opens, stack: Stack) -> None:
    visitor = opens("backoffice")
    visitor.sign_in("operator", "/dead-letters")
    assert "Deze dienst antwoordt niet" not in visitor.page.inner_text("main")

    def letters(service: str) -> Locator:
        return visitor.page.locator(f"section[aria-labelledby=of-{service}] article")

    def arrived() -> bool:
        visitor.see("/dead-letters")
        return [letters(service).count() for service in READERS] == [number + 1 for number in before]

    before = [letters(service).count() for service in READERS]
    with ThreadPoolExecutor() as aside:  # the browser has the loop of this thread
        aside.submit(asyncio.run, put_rubbish(stack.kafka())).result()
    until("the dead letters", arrived)
    letters("routing").last.get_by_role("button", name="Opnieuw proberen").click()
    assert "staat het hieronder nog" in visitor.page.inner_text("main")
    assert letters("routing").count() == before[0] + 1
    for service in READERS:
        letters(service).last.get_by_role("button", name="Opgeven").click()
        assert "Het bericht is opgegeven" in visitor.page.inner_text("main")
    assert [letters(service).count() for service in READERS] == before
