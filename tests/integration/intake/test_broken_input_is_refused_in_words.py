"""Whatever is sent, the answer is a problem document that says what is wrong, and never a 5xx."""

import base64
import json
from typing import Any
from uuid import UUID

import pytest
from kit.intake_service import QUESTION, IntakeService

BODIES = {
    "nothing": b"",
    "not JSON": b"subject=x",
    "not UTF-8": b'{"subject": "\xff\xfe"}',
    "30 MB": b'{"subject": "' + b"x" * 30_000_000 + b'"}',
    "50,000 brackets deep": b"[" * 50_000 + b"]" * 50_000,
    "a NUL byte": b'{"subject": "\x00"}',
    "an escaped NUL byte": b'{"subject": "a\\u0000b"}',
    "a number": b"7",
    "null": b"null",
    "a lone surrogate": b'{"subject": "\\ud800"}',
    "an endless number": b'{"subject": 1e99999}',
}

FIELDS: dict[str, tuple[str, Any]] = {
    "no topic": ("topics", []),
    "four topics": ("topics", ["other", "sanctions", "procurement", "cyber-security"]),
    "an unknown topic": ("topics.0", ["weather"]),
    "an unknown field": ("fields.0", ["alchemy"]),
    "an unknown country": ("countries.0", ["XX"]),
    "a country in small letters": ("countries.0", ["cn"]),
    "an unknown kind": ("kind", "rumour"),
    "an unknown language": ("language", "fr"),
    "an impossible date": ("neededBy", "2027-02-30"),
    "a date with a time": ("neededBy", "2027-02-03T10:00:00Z"),
    "a date as a number": ("neededBy", 1_800_000_000),
    "a day that has passed": ("neededBy", "2026-11-22"),
    "a long subject": ("subject", "x" * 201),
    "a blank subject": ("subject", " \n\t "),
    "a subject of two lines": ("subject", "een\ntwee"),
    "a long description": ("description", "x" * 20_001),
    "an unprintable character": ("description", "a\x07b"),
    "a word for a boolean": ("consentToShare", "yes"),
    "a partner without a kind": ("partners.0.type", [{"name": "X"}]),
    "a partner that is a text": ("partners.0", ["X"]),
    "a wrong check digit": (
        "partners.0.rorId",
        [{"name": "X", "type": "university", "rorId": "https://ror.org/04pp8hn58"}],
    ),
    "a script for a website": (
        "partners.0.website",
        [{"name": "X", "type": "other", "website": "javascript:alert(1)"}],
    ),
    "answers that are a list": ("answers", ["x"]),
}

BEYOND_THE_CALENDAR = [
    "cursor=" + base64.urlsafe_b64encode(json.dumps([moment, str(UUID(int=1))]).encode()).decode().rstrip("=")
    for moment in ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-11-30T10:00:00")
]


@pytest.mark.asyncio
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
async def test_a_broken_body(desk: IntakeService, body: bytes) -> None:
    async with desk.as_("asker") as client:
        answer = await client.post("/v1/questions", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 413)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.asyncio
@pytest.mark.parametrize(("field", "value"), FIELDS.values(), ids=FIELDS.keys())
async def test_a_field_that_is_not_right_is_named(desk: IntakeService, field: str, value: Any) -> None:
    body = QUESTION | {field.split(".")[0]: value}
    async with desk.as_("asker") as client:
        answer = await client.post(
            "/v1/questions", content=json.dumps(body), headers={"Content-Type": "application/json"}
        )
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["field"] == field
    assert set(error["text"]) == {"nl", "en"}
    assert await desk.audited() == []


@pytest.mark.asyncio
async def test_every_error_is_told_at_once(desk: IntakeService) -> None:
    answer = await desk.post("asker", "/v1/questions", {"countries": ["XX"]})
    assert {error["field"] for error in answer.json()["errors"]} == {
        "topics",
        "subject",
        "description",
        "countries.0",
        "consentToShare",
    }


@pytest.mark.asyncio
@pytest.mark.parametrize("query", ["cursor=x", "cursor=WyJ4IiwieSJd", "limit=0", "limit=many", *BEYOND_THE_CALENDAR])
async def test_a_broken_page_of_a_list(desk: IntakeService, query: str) -> None:
    assert (await desk.get("asker", f"/v1/questions?{query}")).status_code == 400


@pytest.mark.asyncio
async def test_a_long_idempotency_key(desk: IntakeService) -> None:
    async with desk.as_("asker") as client:
        answer = await client.post("/v1/questions", json=QUESTION, headers={"Idempotency-Key": "k" * 201})
    assert answer.status_code == 400


@pytest.mark.asyncio
async def test_without_a_token(desk: IntakeService) -> None:
    async with desk.as_("nobody") as client:
        assert (await client.get("/v1/questions")).status_code == 401
        del client.headers["Authorization"]
        assert (await client.post("/v1/questions", json=QUESTION)).status_code == 401
        for path in ("/v1/topics", "/v1/fields", "/v1/institutions?query=utrecht"):
            assert (await client.get(path)).status_code == 200
