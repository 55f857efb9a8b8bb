"""What people wrote stands nowhere to be read: not on the log, in a table, in a log line, a span or a figure."""

import pytest
from e2e.leaks.forging import TOPIC
from e2e.leaks.places import everything, tables_of
from e2e.leaks.searching import places_of
from e2e.leaks.story import Story
from e2e.leaks.thief import open_all
from kit.kafka_log import log_of

pytestmark = pytest.mark.long


@pytest.mark.asyncio(loop_scope="module")
async def test_no_word_is_found_anywhere(story: Story) -> None:
    texts = await everything(story.stack)
    assert {text.place.split(".")[0].split("/")[0] for text in texts} >= {"loket", "vault", "log", "telemetry", "ldv"}
    assert places_of(story.words.everywhere(), texts) == {}
    assert places_of(story.words.planted, texts) == {name: {TOPIC} for name in story.words.planted}


@pytest.mark.asyncio(loop_scope="module")
async def test_what_is_erased_opens_no_more_with_all_credentials_and_old_copies(story: Story) -> None:
    log, dump = log_of(story.stack), await tables_of(story.stack)
    before = places_of(story.words.kept, await open_all(story.stack, log, dump))
    assert story.words.kept.keys() - before.keys() == set(), "the thief opens what is not erased"
    for question in story.questions:
        order = {"reference": question.reference, "reason": "Op verzoek."}
        question.ask("operator", "POST", "backoffice", "/v1/erasures", json=order).raise_for_status()
        question.reaches("erased")
    log, dump = log_of(story.stack), [*dump, *await tables_of(story.stack)]
    after = places_of(story.words.kept, await open_all(story.stack, log, dump))
    assert after.keys() == {name for name in story.words.kept if name.endswith("of a draft")}


@pytest.mark.asyncio
async def test_the_search_finds_every_word_that_is_not_sealed(unsealed_story: Story) -> None:
    found = places_of(unsealed_story.words.kept, await everything(unsealed_story.stack))
    assert unsealed_story.words.kept.keys() - found.keys() == set()
    assert {"loket.questions", "loket.cases", "loket.contributions"} <= set().union(*found.values())
