"""The service over HTTP, for every persona."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from integration.backoffice.office import Office
from integration.backoffice.people import AUDITOR, CLEARED, OPERATOR, SECOND, approver, expert, persona

from loket_shared.identity.token_verifier import InvalidTokenError
from loket_shared.principal import Principal, Role
from loket_shared.wiring.app import create_app

PERSONAS = {
    who.subject: who
    for who in (
        CLEARED,
        SECOND,
        *(role(department) for department in ("EZK", "AIVD", "BZ", "MIVD") for role in (expert, approver)),
        OPERATOR,
        AUDITOR,
        persona("rule-owner", Role.RULE_OWNER),
        persona("asker", Role.ASKER),
        persona("coordinator", Role.COORDINATOR),
        persona("partner-system", Role.SYSTEM),
    )
}


class ByName:
    """Takes the name of a persona for a token."""

    async def verify(self, token: str) -> Principal:
        """Return the persona of that name."""
        if token not in PERSONAS:
            raise InvalidTokenError
        return PERSONAS[token]


@asynccontextmanager
async def visiting(office: Office) -> AsyncIterator[httpx.AsyncClient]:
    """Open a client of the service's API."""
    app = create_app(office.runtime, ByName())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://b.example") as client:
        yield client


def as_persona(name: str) -> dict[str, str]:
    """Return the headers of a request by a persona."""
    return {"Authorization": f"Bearer {name}"}
