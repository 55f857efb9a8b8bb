"""The application of the provider: its metadata and keys (OpenID Connect Discovery 1.0, RFC 7517), its front page.

The other endpoints have modules of their own.
"""

from typing import Any

import httpx
from fastapi import APIRouter, FastAPI, Request, Response
from starlette.staticfiles import StaticFiles

from loket_stack.identity import authorization_endpoint, sign_out, token_endpoint
from loket_stack.identity.clients import Clients
from loket_stack.identity.pages import page
from loket_stack.identity.personas import GROUPS, MACHINES, PERSONAS
from loket_stack.identity.provider import COOKIE, Provider, ProviderDep
from loket_stack.identity.tokens import ALGORITHM, Issuer

router = APIRouter()


def create_identity_provider(
    issuer: Issuer, clients: Clients, transport: httpx.AsyncBaseTransport | None = None
) -> FastAPI:
    """Return the provider that signs as ``issuer`` for ``clients``; tests set the ``transport`` to the clients."""
    app = FastAPI(title="Development identity provider", openapi_url=None, redirect_slashes=False)
    app.state.provider = Provider(issuer, clients, transport)
    for each in (router, authorization_endpoint.router, token_endpoint.router, sign_out.router):
        app.include_router(each)
    app.mount("/static", StaticFiles(packages=[("loket_stack.identity", "static")]))
    return app


@router.get("/.well-known/openid-configuration")
async def configuration(provider: ProviderDep) -> dict[str, Any]:
    """Return the endpoints and what is supported."""
    address = provider.issuer.address
    return {
        "issuer": address,
        "authorization_endpoint": f"{address}/authorize",
        "token_endpoint": f"{address}/token",
        "jwks_uri": f"{address}/jwks.json",
        "end_session_endpoint": f"{address}/logout",
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code", "client_credentials"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": ["openid", "profile", "email"],
        "authorization_response_iss_parameter_supported": True,
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
    }


@router.get("/jwks.json")
async def keys(provider: ProviderDep) -> dict[str, Any]:
    """Return the public keys."""
    return dict(provider.issuer.public_keys())


@router.get("/")
async def front(request: Request, provider: ProviderDep) -> Response:
    """Show the personas, and the one that is signed in."""
    session = provider.sessions.find(request.cookies.get(COOKIE))
    current = PERSONAS[session.persona] if session else None
    return page(request, "front.html", groups=GROUPS, machines=MACHINES, current=current)


@router.get("/health/live")
@router.get("/health/ready")
async def health() -> dict[str, bool]:
    """Report that the provider runs; it depends on nothing else."""
    return {"ready": True}
