"""What the provider holds while it runs."""

from dataclasses import dataclass, field
from typing import Annotated

import httpx
from fastapi import Depends, Request

from loket_stack.identity.clients import Clients
from loket_stack.identity.grants import Grants
from loket_stack.identity.provider_sessions import ProviderSessions
from loket_stack.identity.tokens import Issuer


@dataclass(frozen=True)
class Provider:
    """The parts of the running provider."""

    issuer: Issuer
    clients: Clients
    transport: httpx.AsyncBaseTransport | None = None
    grants: Grants = field(default_factory=Grants)
    sessions: ProviderSessions = field(default_factory=ProviderSessions)


def current_provider(request: Request) -> Provider:
    """Return the provider that answers ``request``."""
    provider: Provider = request.app.state.provider
    return provider


ProviderDep = Annotated[Provider, Depends(current_provider)]
