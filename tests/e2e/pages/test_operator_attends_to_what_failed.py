"""The operator sees what a service could not handle, tries it again and gives it up, on one page for all services."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from aiokafka import AIOKafkaProducer
from e2e.forged import RUBBISH, marked
from e2e.pages.conftest import Opens
from kafka_log import log_of
from playwright.sync_api import Locator

from loket_shared.db.ids import new_id
from loket_stack.harness import Stack
from loket_stack.play.people import Json
from loket_stack.play.waiting import until
from loket_stack.state import StackState

READERS = ("routing", "backoffice", "notifications")


Put = tuple[bytes | None, bytes | None, list[tuple[str, bytes]]]


def put(running: StackState, *records: Put) -> None:
    """Put records - key, value and headers - on the topic of the questions."""

    async def send() -> None:
        async with AIOKafkaProducer(bootstrap_servers=running.parts["kafka"].facts["bootstrap"]) as producer:
            for key, value, headers in records:
                await producer.send_and_wait("loket.questions", value, key, headers=headers)

    with ThreadPoolExecutor() as aside:  # the browser has the loop of this thread
        aside.submit(asyncio.run, send()).result()


def test_an_unreadable_message_is_tried_again_and_given_up(opens: Opens, running: StackState) -> None:
    visitor = opens("backoffice")
    visitor.sign_in("operator", "/dead-letters")
    assert "Deze dienst antwoordt niet" not in visitor.page.inner_text("main")

    def letters(service: str) -> Locator:
        return visitor.page.locator(f"section[aria-labelledby=of-{service}] article")

    def arrived() -> bool:
        visitor.see("/dead-letters")
        return [letters(service).count() for service in READERS] == [number + 1 for number in before]

    before = [letters(service).count() for service in READERS]
    put(running, (RUBBISH, RUBBISH, []))
    until("the dead letters", arrived)
    letters("routing").last.get_by_role("button", name="Opnieuw proberen").click()
    assert "staat het hieronder nog" in visitor.page.inner_text("main")
    assert letters("routing").count() == before[0] + 1
    for service in READERS:
        letters(service).last.get_by_role("button", name="Opgeven").click()
        assert "Het bericht is opgegeven" in visitor.page.inner_text("main")
    assert [letters(service).count() for service in READERS] == before


def test_the_page_says_in_words_that_a_message_was_forged(
    opens: Opens, running: StackState, stack: Stack, demo: Json
) -> None:
    visitor, article = opens("backoffice"), "section[aria-labelledby=of-routing] article"
    visitor.sign_in("operator", "/dead-letters")
    before = visitor.page.locator(article).count()
    good = next(one for one in log_of(stack, "loket.questions") if b"KV-" in dict(one.headers).get("ce_subject", b""))
    changed = {"ce_id": str(new_id()).encode(), "ce_sequence": b"0000000099"}
    headers = marked([(name, changed.get(name, value)) for name, value in good.headers])
    put(running, (good.key, good.value, headers))

    def arrived() -> bool:
        visitor.see("/dead-letters")
        return visitor.page.locator(article).count() == before + 1

    until("the dead letter", arrived)
    letter = visitor.page.locator(article).last
    assert "Bericht van onbekende herkomst" in letter.inner_text()
    assert "De handtekening hoort niet bij dit bericht" in letter.inner_text()
    assert "(invalid-signature, InvalidSignatureError)" in letter.inner_text()
    assert str(demo["reference"]) not in letter.inner_text()
    listed = stack.run("dead-letters", "list")
    assert "of unknown origin: The signature does not belong to this message" in listed
    for service in READERS:
        visitor.page.locator(f"section[aria-labelledby=of-{service}] article").last.get_by_role(
            "button", name="Opgeven"
        ).click()
