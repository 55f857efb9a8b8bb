"""``/besluiten/{reference}`` quotes what the asker wrote to who may read it, and names the term to who may not."""

from html import unescape

import pytest
from integration.routing.story import Story
from integration.routing.test_a_step_leaves_what_was_typed_elsewhere import window_of
from kit.personas import CLEARED, UNCLEARED, expert, holder
from kit.routing_service import RoutingService

from loket_shared.principal import Principal, Role

WRITTEN = "HYPERSÓNE"
TEXT = f"Onderzoek naar {WRITTEN} stroming."
TERM = 'de term "hypersone" van de woordenlijst'


async def page_for(desk: RoutingService, who: Principal, story: Story) -> str:
    async with window_of(desk, who) as client:
        answer = await client.get(f"/besluiten/{story.reference}", headers={"Accept-Language": "nl"})
    return unescape(answer.text) if answer.status_code == 200 else ""


@pytest.mark.asyncio
@pytest.mark.parametrize("reader", [CLEARED, UNCLEARED, expert("OCW")])
async def test_who_may_read_the_text_reads_its_own_words(desk: RoutingService, reader: Principal) -> None:
    story = Story()
    await desk.hear(story.submitted("collaboration-institution", TEXT))
    page = await page_for(desk, reader, story)
    assert f'in de omschrijving: "{WRITTEN}"' in page
    assert TERM not in page


@pytest.mark.asyncio
async def test_a_supplement_is_quoted_too(desk: RoutingService) -> None:
    story = Story()
    await desk.hear(story.submitted("collaboration-institution", "Onderzoek."))
    await desk.hear(story.supplemented(2, TEXT))
    page = await page_for(desk, CLEARED, story)
    assert f'in aanvulling 1: "{WRITTEN}"' in page


@pytest.mark.asyncio
async def test_who_may_not_read_the_text_reads_none_of_it(desk: RoutingService) -> None:
    story = Story()
    await desk.hear(story.submitted("collaboration-institution", TEXT))
    page = await page_for(desk, holder(Role.OPERATOR), story)
    assert story.reference in page
    assert WRITTEN not in page
    assert await page_for(desk, expert("LNV"), story) == ""
