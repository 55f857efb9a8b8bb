"""A browser without scripts on a service in this process: it keeps its session and sends forms with their proof."""

from collections.abc import Mapping
from typing import Any, TypeVar

import httpx
from fastapi import FastAPI

from kit.service import client_of
from loket_shared.principal import Principal

Kind = TypeVar("Kind", bound="Browser")


class Browser:
    """Somebody's browser, signed in."""

    def __init__(self, client: httpx.AsyncClient, csrf_token: str) -> None:
        self.client = client
        self.csrf_token = csrf_token

    async def see(self, path: str, status: int = 200) -> str:
        """Return the page at ``path`` as HTML."""
        answer = await self.client.get(path)
        assert answer.status_code == status, answer.text
        return answer.text

    async def post(self, path: str, fields: Mapping[str, Any], status: int = 303) -> httpx.Response:
        """Send a form to ``path``; a redirect is not followed."""
        answer = await self.client.post(path, data={"csrf_token": self.csrf_token, **fields})
        assert answer.status_code == status, answer.text
        return answer


async def signed_in_client(app: FastAPI, principal: Principal, **sent: Any) -> tuple[httpx.AsyncClient, str]:
    """Return a client with a new session of ``principal``, and what proves that a form is theirs."""
    identity = app.state.identity
    session = await identity.sessions.open(principal, None)
    return client_of(app, cookies={identity.cookie: session.token}, **sent), session.csrf_token


async def browser_of(app: FastAPI, principal: Principal, kind: type[Kind]) -> Kind:
    """Return a browser in which ``principal`` signed in."""
    return kind(*await signed_in_client(app, principal))
