"""The application of the development identity provider."""

import httpx
from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from loket_stack.identity import authorize, discovery, sign_out, token_endpoint
from loket_stack.identity.clients import Clients
from loket_stack.identity.provider import Provider
from loket_stack.identity.tokens import Issuer


def create_identity_provider(
    issuer: Issuer, clients: Clients, transport: httpx.AsyncBaseTransport | None = None
) -> FastAPI:
    """Return the provider that signs as ``issuer`` for ``clients``; tests set the ``transport`` to the clients."""
    app = FastAPI(title="Development identity provider", openapi_url=None, redirect_slashes=False)
    app.state.provider = Provider(issuer, clients, transport)
    for part in (discovery, authorize, token_endpoint, sign_out):
        app.include_router(part.router)
    app.mount("/static", StaticFiles(packages=[("loket_stack.identity", "static")]))
    return app
