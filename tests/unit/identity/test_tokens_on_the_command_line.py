"""``./loket token`` gets its tokens by the same flows as everybody."""

from collections.abc import Iterator

import httpx
import pytest
from fastapi.testclient import TestClient
from unit.identity.provider import ISSUER, PORTAL, CountingTransport, verifier

from loket_shared.principal import Role
from loket_stack.commands.token import FlowRefusedError, machine_token, person_token
from loket_stack.identity.personas import DEPARTMENTS, PERSONAS


@pytest.fixture
def http(transport: CountingTransport) -> Iterator[httpx.Client]:
    """A client that reaches the provider."""
    with TestClient(transport.app, base_url=ISSUER, follow_redirects=False) as client:
        yield client


@pytest.mark.asyncio
async def test_every_persona_gets_a_token_that_says_who_it_is(transport: CountingTransport, http: httpx.Client) -> None:
    checker = verifier(transport)
    for name, persona in PERSONAS.items():
        principal = await checker.verify(person_token(http, ISSUER, name))
        assert (principal.subject, principal.role, principal.name) == (name, persona.role, persona.name)


@pytest.mark.asyncio
async def test_a_machine_client_is_a_system_of_its_institution(
    transport: CountingTransport, http: httpx.Client
) -> None:
    token = machine_token(http, ISSUER, "university-portal", PORTAL.client_secret or "")
    principal = await verifier(transport).verify(token)
    assert (principal.role, principal.machine) == (Role.SYSTEM, True)
    assert principal.institution == "https://ror.org/05vx0yt93"


def test_nobody_gets_a_token_who_does_not_exist(http: httpx.Client) -> None:
    with pytest.raises(FlowRefusedError):
        person_token(http, ISSUER, "emperor")
    with pytest.raises(FlowRefusedError):
        machine_token(http, ISSUER, "university-portal", "wrong")


def test_the_personas_are_those_that_others_depend_on() -> None:
    departments = {f"{role}-{code.lower()}" for role in ("expert", "approver") for code in DEPARTMENTS}
    desk = {"front-office", "front-office-2", "front-office-3", "operator", "rule-owner", "rule-approver", "auditor"}
    askers = {"asker", "colleague", "coordinator", "other-asker", "other-coordinator"}
    assert set(PERSONAS) == departments | desk | askers
    assert [name for name, persona in PERSONAS.items() if persona.cleared] == ["front-office"]
