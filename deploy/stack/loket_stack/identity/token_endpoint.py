"""The token endpoint: exchanges codes and client secrets for signed tokens (RFC 6749, sections 4.1.3 and 4.4)."""

import binascii
import secrets
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from urllib.parse import unquote_plus

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from loket_stack.identity.clients import CODE, CREDENTIALS, Client
from loket_stack.identity.personas import MACHINE_PERSONAS, PERSONAS
from loket_stack.identity.provider import Provider, ProviderDep
from loket_stack.identity.tokens import ACCESS_SECONDS

router = APIRouter()


class _DeniedError(Exception):
    """The request is refused with an error code (RFC 6749, section 5.2)."""

    def __init__(self, code: str, status: int = 400) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


@router.post("/token")
async def token(request: Request, provider: ProviderDep) -> JSONResponse:
    """Issue tokens to a client that authenticates."""
    form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    try:
        client = _client(request, form, provider)
        given = _tokens(form, client, provider)
    except _DeniedError as denied:
        headers = {"WWW-Authenticate": "Basic"} if denied.status == 401 else {}
        return _json({"error": denied.code}, denied.status, headers)
    return _json({**given, "token_type": "Bearer", "expires_in": ACCESS_SECONDS})


def _tokens(form: Mapping[str, str], client: Client, provider: Provider) -> Mapping[str, str]:
    grant_type = form.get("grant_type", "")
    if grant_type not in (CODE, CREDENTIALS):
        raise _DeniedError("unsupported_grant_type")
    if grant_type not in client.grant_types:
        raise _DeniedError("unauthorized_client")
    return _for_code(form, client, provider) if grant_type == CODE else _for_machine(client, provider)


def _for_code(form: Mapping[str, str], client: Client, provider: Provider) -> Mapping[str, str]:
    grant = provider.grants.take(form.get("code", ""))
    if grant is None or (grant.client_id, grant.redirect_uri) != (client.client_id, form.get("redirect_uri")):
        raise _DeniedError("invalid_grant")
    if not secrets.compare_digest(_challenge(form.get("code_verifier", "")), grant.challenge):
        raise _DeniedError("invalid_grant")
    persona = PERSONAS[grant.persona]
    return {
        "access_token": provider.issuer.access_token(persona, client.client_id),
        "id_token": provider.issuer.id_token(persona, client.client_id, grant.nonce, grant.sid),
    }


def _for_machine(client: Client, provider: Provider) -> Mapping[str, str]:
    persona = MACHINE_PERSONAS.get(client.client_id)
    if persona is None:
        raise _DeniedError("unauthorized_client")
    return {"access_token": provider.issuer.access_token(persona, client.client_id)}


def _client(request: Request, form: Mapping[str, str], provider: Provider) -> Client:
    client_id, secret = _basic(request) or (form.get("client_id"), form.get("client_secret"))
    client = provider.clients.find(client_id)
    if client is None or not client.proves_itself(secret):
        raise _DeniedError("invalid_client", 401)
    return client


def _basic(request: Request) -> tuple[str, str] | None:
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        client_id, _, secret = b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise _DeniedError("invalid_client", 401) from None
    return unquote_plus(client_id), unquote_plus(secret)


def _challenge(verifier: str) -> str:
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


def _json(body: Mapping[str, object], status: int = 200, headers: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse(dict(body), status, {"Cache-Control": "no-store", **(headers or {})})
