"""``/.well-known/security.txt`` tells to whom a vulnerability is reported, as RFC 9116 asks."""

from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from kit.service import START
from kit.settings import service_settings
from pydantic import ValidationError

from loket_shared.http.security_txt import ADDRESS, security_text

MAIL = "mailto:security@sample.example"
YEAR = timedelta(days=365)


def told(now: datetime = START, **changes: Any) -> dict[str, str]:
    lines = security_text(service_settings(**changes), now).splitlines()
    fields = [(name, value) for name, _, value in (line.partition(": ") for line in lines)]
    assert len({name for name, _ in fields}) == len(fields)
    return dict(fields)


@pytest.mark.asyncio
async def test_anybody_reads_it(api: httpx.AsyncClient) -> None:
    del api.headers["Authorization"]
    answer = await api.get(ADDRESS)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert f"Contact: {MAIL}\n" in answer.text
    assert answer.text.endswith("\n")


@pytest.mark.parametrize("years", [0, 1, 10])
def test_it_never_lapses_and_never_holds_for_a_year(years: int) -> None:
    now = START + years * YEAR
    expires = datetime.fromisoformat(told(now)["Expires"])
    assert now < expires < now + YEAR


@pytest.mark.parametrize("days", [1, 364])
def test_how_long_it_holds_is_a_setting(days: int) -> None:
    expires = datetime.fromisoformat(told(security_txt_days=days)["Expires"])
    assert timedelta(days=days - 1) < expires - START <= timedelta(days=days)


def test_web_addresses_are_over_tls() -> None:
    assert "Canonical" not in told()
    over_tls = told(public_url="https://sample.example", security_policy="https://sample.example/policy")
    assert over_tls["Canonical"] == "https://sample.example/.well-known/security.txt"
    assert over_tls["Policy"] == "https://sample.example/policy"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("security_contact", "security@sample.example"),
        ("security_contact", "http://sample.example"),
        ("security_contact", "mailto:a@b.example\nExpires: 2000-01-01T00:00:00Z"),
        ("security_policy", "http://sample.example"),
        ("security_txt_days", 0),
        ("security_txt_days", 365),
    ],
)
def test_what_the_standard_does_not_take_is_no_setting(name: str, value: Any) -> None:
    with pytest.raises(ValidationError):
        service_settings("sample", **{name: value})
