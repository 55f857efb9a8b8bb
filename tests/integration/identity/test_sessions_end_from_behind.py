"""The provider says that sessions are over: one, or all of a person, each time with a token that is good once."""

import time
from typing import Any

import pytest
from integration.identity.scene import Browser, Scene
from joserfc import jwt
from sqlalchemy import select

from loket_shared.identity.tables import SESSIONS
from loket_stack.identity.tokens import ALGORITHM

EVENT: dict[str, dict[str, str]] = {"http://schemas.openid.net/event/backchannel-logout": {}}
OF_ALL = {"sub": "asker", "aud": "loket-sample", "events": EVENT}


async def is_live(browser: Browser) -> bool:
    browser.follow_redirects = False
    return (await browser.get("/form")).status_code == 200


async def told(scene: Scene, browser: Browser, kind: str = "logout+jwt", **changes: Any) -> int:
    claims = {name: value for name, value in {**OF_ALL, **changes}.items() if value is not None}
    token = scene.issuer._signed(kind, claims, 120)
    return (await browser.post("/backchannel-logout", data={"logout_token": token})).status_code


async def provider_sessions(scene: Scene) -> list[str]:
    async with scene.database.transaction() as session:
        rows = await (await session.connection()).execute(select(SESSIONS).order_by(SESSIONS.c.seen_at))
        return [row.provider_session for row in rows]


@pytest.mark.asyncio
async def test_a_token_that_names_the_person_alone_ends_all_of_that_persons_sessions(scene: Scene) -> None:
    async with scene.browser() as one, scene.browser() as other, scene.browser() as colleague:
        await one.sign_in("asker")
        await other.sign_in("asker")
        await colleague.sign_in("colleague")
        assert await told(scene, one) == 200
        assert [await is_live(browser) for browser in (one, other, colleague)] == [False, False, True]
    async with scene.database.transaction() as session:
        rows = (await (await session.connection()).execute(select(SESSIONS))).all()
    assert sum(row.access is None for row in rows) == 2


@pytest.mark.asyncio
@pytest.mark.parametrize("subject", ["asker", None])
async def test_a_token_that_names_a_session_ends_that_one(scene: Scene, subject: str | None) -> None:
    async with scene.browser() as one, scene.browser() as other:
        await one.sign_in("asker")
        (first,) = await provider_sessions(scene)
        await other.sign_in("asker")
        assert await told(scene, one, sid=first, sub=subject) == 200
        assert [await is_live(browser) for browser in (one, other)] == [False, True]


@pytest.mark.asyncio
async def test_a_token_is_good_once(scene: Scene) -> None:
    async with scene.browser() as browser:
        assert await told(scene, browser, jti="the same") == 200
        await browser.sign_in("asker")
        assert await told(scene, browser, jti="the same") == 400
        assert await is_live(browser)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "changes",
    [
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sid": ["a"]},
        {"jti": None},
        {"iat": None},
        {"nonce": "n"},
        {"events": None},
        {"events": {}},
        {"events": {next(iter(EVENT)): "x"}},
        {"aud": "another"},
        {"kind": "at+jwt"},
    ],
)
async def test_what_is_no_logout_token_ends_nothing(scene: Scene, changes: dict[str, Any]) -> None:
    async with scene.browser() as browser:
        await browser.sign_in("asker")
        claims = {"jti": "j", "iat": 1, **changes}
        missing = {name for name, value in changes.items() if value is None}
        kind = str(claims.pop("kind", "logout+jwt"))
        token = signed_without(scene, kind, {**OF_ALL, **claims}, missing)
        answer = await browser.post("/backchannel-logout", data={"logout_token": token})
        assert answer.status_code == 400
        assert await is_live(browser)


def signed_without(scene: Scene, kind: str, claims: dict[str, Any], missing: set[str]) -> str:
    """Return a token of the provider in which some claims are missing that it would add."""
    now = int(time.time())
    whole = {"iss": scene.issuer.address, "exp": now + 120, **claims}
    kept = {name: value for name, value in whole.items() if name not in missing}
    header = {"alg": ALGORITHM, "kid": scene.issuer._key.kid, "typ": kind}
    return jwt.encode(header, kept, scene.issuer._key, algorithms=[ALGORITHM])
