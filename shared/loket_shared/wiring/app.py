"""Composes the application of a service: its routes and the middleware around them."""

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response

from loket_shared.failures import DomainError, ErasedError, ForbiddenError, NotFoundError
from loket_shared.http import dead_letters, description, gaps, health, message_flow, security_txt
from loket_shared.http.attempts import record_attempt
from loket_shared.http.instrumentation import RequestInstrumentation
from loket_shared.http.middleware import ErrorMiddleware, HeadRequests, StandardHeaders, allowed_methods
from loket_shared.http.problem_details import error_response
from loket_shared.http.request_guard import RequestGuard
from loket_shared.identity.identity import Identity
from loket_shared.identity.oidc_provider import OidcProvider
from loket_shared.identity.pending_forms import PendingForms
from loket_shared.identity.relying_party import RelyingParty
from loket_shared.identity.session_auth import SignInNeededError, load_session, send_to_sign_in
from loket_shared.identity.sessions import Sessions
from loket_shared.identity.tokens import OidcTokenVerifier, TokenVerifier
from loket_shared.service.runtime import Runtime
from loket_shared.web import sign_in
from loket_shared.web.former_addresses import FormerParameters, former_addresses
from loket_shared.web.pages import Pages
from loket_shared.web.static import ADDRESS as STATIC
from loket_shared.web.static import StaticApp

_NO_TELEMETRY_OF_ITS_OWN: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
"""FastAPI's telemetry would contain typed text and exception messages; see ``RequestInstrumentation``."""


def create_app(runtime: Runtime, verifier: TokenVerifier | None = None) -> FastAPI:
    """Return the application that serves the API of ``runtime``, and its pages if it has any.

    ``verifier`` authenticates bearer tokens; if it is None, the identity provider's keys do.
    """
    definition = runtime.definition
    app = FastAPI(
        title=definition.title.en,
        version=definition.version,
        openapi_url=None,
        telemetry=_NO_TELEMETRY_OF_ITS_OWN,
        redirect_slashes=False,
        middleware=[
            Middleware(RequestInstrumentation, covert=definition.policy.covert),
            Middleware(StandardHeaders, version=definition.version, public_url=runtime.settings.public_url),
            Middleware(ErrorMiddleware),
            Middleware(HeadRequests),
            Middleware(RequestGuard),
            Middleware(FormerParameters, moved=definition.moved),
        ],
    )
    app.state.runtime = runtime
    app.state.identity = identity_of(runtime, verifier)
    app.state.pages = Pages(runtime) if definition.pages else None
    _answer_failures(app)
    # A request is held against one router after the other, so the service's own come first.
    own = (*definition.routers, dead_letters.router, gaps.router, message_flow.router)
    for router in (*own, health.router, description.router, security_txt.router):
        app.include_router(router)
    if definition.pages:
        former = (former_addresses(moved) for moved in (sign_in.MOVED, definition.moved))
        for router in (sign_in.router, *definition.pages, *former):
            app.include_router(router, include_in_schema=False, dependencies=[Depends(load_session)])
        app.mount(STATIC, StaticApp(app.state.pages.static))
    return app


def _answer_failures(app: FastAPI) -> None:
    for kind in (DomainError, ErasedError, RequestValidationError):
        app.add_exception_handler(kind, _answer)
    app.add_exception_handler(HTTPException, _answer_status)
    app.add_exception_handler(SignInNeededError, send_to_sign_in)


async def _answer(request: Request, error: Exception) -> Response:
    if isinstance(error, (NotFoundError, ErasedError, ForbiddenError)):
        await record_attempt(request)
    return error_response(request, error)


async def _answer_status(request: Request, error: Exception) -> Response:
    if request.app.state.pages is not None and not hasattr(request.state, "session"):
        await load_session(request)  # an unknown address must look like a hidden one
    answer = error_response(request, error)
    if answer.status_code == 405:
        answer.headers["Allow"] = allowed_methods(request.app, request.url.path)
    return answer


def identity_of(runtime: Runtime, verifier: TokenVerifier | None = None) -> Identity:
    """Return the identity of the service; ``verifier`` replaces the one that uses the provider's keys."""
    settings = runtime.settings
    provider = OidcProvider(
        settings.oidc_issuer,
        name=settings.issuer_name,
        email_verified_default=settings.oidc_email_verified_default,
    )
    return Identity(
        verifier=verifier or OidcTokenVerifier(provider, settings.audience, runtime.clock),
        relying_party=RelyingParty(
            provider,
            runtime.clock,
            settings.oidc_client_id,
            _client_secret(runtime),
            settings.public_url,
        ),
        sessions=Sessions(runtime.database, runtime.clock, runtime.vault.pseudonym),
        stash=PendingForms(runtime.database, runtime.clock, runtime.definition.moved.current_address),
        cookie=f"loket_{runtime.definition.name}",
        secure=settings.public_url.startswith("https://"),
    )


def _client_secret(runtime: Runtime) -> str:
    """Return the service's OAuth client secret; a service without pages has no sign-in and no secret."""
    if not runtime.definition.pages:
        return ""
    return runtime.settings.oidc_client_secret_file.read_text(encoding="utf-8").strip()
