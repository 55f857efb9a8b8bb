"""A reference is found however it is typed, and an empty queue says that a filter empties it."""

import pytest
from integration.backoffice.clients import visiting, window_of
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.verifier import bearer


@pytest.mark.asyncio
@pytest.mark.parametrize("typed", [REFERENCE.lower(), " kv-2026-000123 ", "Kv-2026", "000123"])
async def test_small_letters_find_the_case(photonics: BackofficeService, typed: str) -> None:
    async with window_of(photonics, "front-office") as window:
        assert f'href="/zaken/{REFERENCE}"' in await window.see(f"/?kenmerk={typed}")
    async with visiting(photonics) as client:
        found = await client.get("/v1/cases", params={"reference": typed.strip()}, headers=bearer("front-office"))
    assert [case["reference"] for case in found.json()["items"]] == [REFERENCE]


@pytest.mark.asyncio
async def test_an_empty_queue_says_that_a_filter_is_on_and_offers_to_clear_it(photonics: BackofficeService) -> None:
    async with window_of(photonics, "front-office") as window:
        for asked in ("kenmerk=KV-2026-999999", "status=closed"):
            page = await window.see(f"/?werkvoorraad=front-office&{asked}")
            assert "Geen zaak in deze lijst past bij het filter." in page
            assert '<a class="utrecht-link" href="/?werkvoorraad=front-office">Wis het filter</a>' in page
        assert REFERENCE in await window.see("/?werkvoorraad=front-office")
        page = await window.see("/?werkvoorraad=mine")
    assert "Hier staan geen zaken." in page
    assert "Wis het filter" not in page
