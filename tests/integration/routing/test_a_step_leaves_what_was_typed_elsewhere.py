"""A button on the page of a rule set sends everything typed there; what it did not use is shown afterwards."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import unescape

import httpx
import pytest
from integration.routing.rule_sets import draft, proposed
from kit.browser import signed_in_client
from kit.form_fields import default_button, fields_on, links_back
from kit.personas import APPROVING_OWNER, RULE_OWNER
from kit.routing_service import RoutingService

from loket_shared.principal import Principal

REMARK = "Waarom valt OCW af?"


@asynccontextmanager
async def window_of(desk: RoutingService, who: Principal) -> AsyncIterator[httpx.AsyncClient]:
    """Open a browser window of somebody who signed in."""
    client, _ = await signed_in_client(desk.app(), who)
    async with client:
        yield client


async def press(client: httpx.AsyncClient, path: str, act: str, form: str = "loket-acts", **typed: str) -> str:
    """Press a button with what stands on the page and what is typed; return the page that comes of it."""
    fields = fields_on(unescape((await client.get(path)).text), form)
    answer = await client.post(path, data={**fields, **typed, "act": act})
    return unescape((await client.get(answer.headers["location"])).text if answer.is_redirect else answer.text)


@pytest.mark.asyncio
async def test_a_remark_that_is_not_sent_by_approving_is_shown(desk: RoutingService) -> None:
    version = await draft(desk)
    await proposed(desk, version)
    async with window_of(desk, APPROVING_OWNER) as client:
        page = await press(client, f"/regelsets/{version}", "approve", **{"return-remark": REMARK})
    assert "kan hier nu niet verstuurd worden" in page
    assert REMARK in page


@pytest.mark.asyncio
async def test_a_refused_step_keeps_the_other_fields(desk: RoutingService) -> None:
    version = await draft(desk)
    await proposed(desk, version)
    async with window_of(desk, RULE_OWNER) as client:
        page = await press(client, f"/regelsets/{version}", "approve", **{"return-remark": REMARK})
    assert "Dit is niet uitgevoerd" in page
    assert REMARK in page


@pytest.mark.asyncio
async def test_removing_an_example_leaves_the_one_that_is_being_written(desk: RoutingService) -> None:
    path = f"/regelsets/{await draft(desk)}/voorbeelden"
    async with window_of(desk, RULE_OWNER) as client:
        typed = {"example-text": "Een proef met drones", "expect-lead": "EZK"}
        page = await press(client, path, "remove-1", "document", **typed)
        assert "De wijziging is bewaard." in page
        assert "Een proef met drones</textarea>" in page
        assert '<option value="EZK" selected>' in page
        page = await press(client, path, "save", "document", **typed, **{"example-topics": "export-control"})
        assert "Een proef met drones</textarea>" not in page


@pytest.mark.asyncio
async def test_a_set_is_simulated_by_a_button_of_the_same_form(desk: RoutingService) -> None:
    version = await draft(desk)
    async with window_of(desk, RULE_OWNER) as client:
        page = unescape((await client.get(f"/regelsets/{version}")).text)
        assert f'formaction="/simulaties" name="ruleSet" value="{version}"' in page
        answer = await client.post("/simulaties", data={**fields_on(page), "ruleSet": version})
    assert answer.status_code == 303


@pytest.mark.asyncio
async def test_another_language_keeps_what_is_typed_and_no_link_loses_it(desk: RoutingService) -> None:
    path = f"/regelsets/{await draft(desk)}"
    await proposed(desk, path.rpartition("/")[2])
    async with window_of(desk, APPROVING_OWNER) as client:
        before = unescape((await client.get(path)).text)
        assert links_back(before, path) == [path]  # the tab of the page itself, which says that one is there
        assert default_button(before)["value"] == "keep"
        page = await press(client, path, "keep:taal=en", **{"return-remark": REMARK})
    assert f"{REMARK}</textarea>" in page
    assert '<html lang="en">' in page


@pytest.mark.asyncio
async def test_the_pages_of_a_part_keep_what_is_typed_in_another_language(desk: RoutingService) -> None:
    base = f"/regelsets/{await draft(desk)}"
    async with window_of(desk, RULE_OWNER) as client:
        for path, name in ((f"{base}/voorbeelden", "example-text"), (f"{base}/tekst", "text-document")):
            before = unescape((await client.get(path)).text)
            assert set(links_back(before, path)) <= {path}
            assert default_button(before, "document")["value"] == "keep"
            page = await press(client, path, "keep:taal=en", "document", **{name: "Een begin"})
            assert '<html lang="en">' in page
            assert fields_on(page, "document")[name] == ["Een begin"]
            await client.get(f"{path}?taal=nl")


@pytest.mark.asyncio
async def test_what_is_kept_is_never_put_over_what_a_colleague_saved(desk: RoutingService) -> None:
    path = f"/regelsets/{await draft(desk)}/tekst"
    async with window_of(desk, RULE_OWNER) as client, window_of(desk, APPROVING_OWNER) as other:
        await press(client, path, "keep", "document")
        assert "De wijziging is bewaard." in await press(other, path, "save", "document")
        assert "Dit is niet uitgevoerd" in await press(client, path, "save", "document")
