"""A moment that some time zone does not have, or up to which nobody can count, is refused in words and stops nobody."""

import base64
import time
from itertools import product
from urllib.parse import quote
from uuid import UUID

import orjson
import pytest
from integration.backoffice.clients import visiting, window_of
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.verifier import bearer

pytestmark = pytest.mark.asyncio

CLOCKS = f"/v1/cases/{REFERENCE}/clocks"
BEYOND = ("0001-01-01T00:00:00+23:59", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59Z")
FINE = "2026-11-03T10:00:00Z"
NOBODY = str(UUID(int=1))


def cursor(*values: object) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(values)).decode().rstrip("=")


async def test_of_a_parameter(photonics: BackofficeService) -> None:
    paths = {
        f"{CLOCKS}?at=": "front-office",
        "/v1/audit-records?from=": "auditor",
        "/v1/audit-records?to=": "auditor",
    }
    async with visiting(photonics) as client:
        for (path, reader), moment in product(paths.items(), BEYOND):
            answer = await client.get(path + quote(moment), headers=bearer(reader))
            assert answer.status_code == 400, (path, moment)
            assert answer.json()["errors"][0]["field"] in path


async def test_of_a_cursor(photonics: BackofficeService) -> None:
    async with visiting(photonics) as client:
        for order, wrong in product(("opened", "urgency"), (*BEYOND, "2026-11-03T10:00:00")):
            for keys in ((0, wrong, FINE, NOBODY), (0, FINE, wrong, NOBODY)):
                path = f"/v1/cases?order={order}&cursor={cursor(*keys)}"
                assert (await client.get(path, headers=bearer("front-office"))).status_code == 400, path


async def test_a_number_that_no_column_holds_stops_nothing(photonics: BackofficeService) -> None:
    async with visiting(photonics) as client:
        for number in (2**31, 2**63 - 1, -(2**63), 2**63, 2**64 - 1):
            for path, reader, keys in (
                ("/v1/audit-records?", "auditor", (number,)),
                ("/v1/cases?order=urgency&", "front-office", (number, FINE, FINE, NOBODY)),
            ):
                answer = await client.get(f"{path}cursor={cursor(*keys)}", headers=bearer(reader))
                assert answer.status_code == (200 if abs(number) < 2**63 else 400), (path, number)


@pytest.mark.parametrize(("day", "status"), [("0001-01-01", 400), ("9999-12-31", 400), ("2026-11-02", 200)])
async def test_of_the_form_of_the_auditor(photonics: BackofficeService, day: str, status: int) -> None:
    async with window_of(photonics, "auditor") as window:
        for field in ("van", "tot"):
            await window.see(f"/verantwoording?{field}={day}", status)


async def test_clocks_are_told_for_a_year_ahead_and_no_longer(photonics: BackofficeService) -> None:
    began = time.process_time()
    async with visiting(photonics) as client:
        headers = bearer("front-office")
        soon = await client.get(f"{CLOCKS}?at=2027-10-31T10:00:00Z", headers=headers)
        far = await client.get(f"{CLOCKS}?at=9999-12-29T00:00:00Z", headers=headers)
        hidden = await client.get(f"{CLOCKS}?at=9999-12-29T00:00:00Z", headers=bearer("expert-mivd"))
    assert soon.status_code == 200
    assert far.status_code == hidden.status_code == 400
    assert far.json()["errors"] == hidden.json()["errors"]
    assert time.process_time() - began < 5
