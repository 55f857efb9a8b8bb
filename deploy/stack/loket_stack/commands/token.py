"""Print a bearer token of a persona, for calls to the APIs.

The development identity provider of the running stack gives the token: to a person by the authorization code flow with
PKCE, to a machine client by its credentials. The output is the token alone:

    curl -H "Authorization: Bearer $(./loket token asker)" ...
"""

import argparse
import secrets
import sys
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlsplit

import httpx
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from loket_stack.components.stand_ins import client_secret
from loket_stack.console import StackError
from loket_stack.identity.clients import COMMAND_LINE
from loket_stack.identity.personas import MACHINE_PERSONAS, PERSONAS
from loket_stack.paths import Paths
from loket_stack.state import running_stack

_TIMEOUT_SECONDS = 10


class FlowRefusedError(Exception):
    """The provider did not give a token."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    known = ", ".join([*PERSONAS, *MACHINE_PERSONAS])
    parser.add_argument("persona", metavar="PERSONA", help=f"one of: {known}")


def run(arguments: argparse.Namespace) -> int:
    """Print the token."""
    sys.stdout.write(fetch_token(Paths.of(), arguments.persona) + "\n")
    return 0


def fetch_token(paths: Paths, persona: str) -> str:
    """Return a bearer token of ``persona`` from the running stack.

    Raises:
        StackError: the stack does not run, or there is no such persona.
    """
    issuer = running_stack(paths).components["identity"].facts["issuer"]
    try:
        with httpx.Client(timeout=_TIMEOUT_SECONDS, trust_env=False) as http:
            if persona in MACHINE_PERSONAS:
                return machine_token(http, issuer, persona, client_secret(paths, persona).read_text().strip())
            return person_token(http, issuer, persona)
    except FlowRefusedError as refused:
        raise StackError(str(refused), "choose a persona; ./loket token --help lists them") from None
    except httpx.HTTPError:
        raise StackError("the identity provider does not answer", "see ./loket logs identity") from None


def person_token(http: httpx.Client, issuer: str, persona: str) -> str:
    """Return an access token of ``persona``, by authorization code with PKCE.

    The redirect back to the command line's address is read, not followed: nothing listens there.

    Raises:
        FlowRefusedError: the provider does not know the persona, or refuses.
        httpx.HTTPError: it does not answer.
    """
    verifier, state = secrets.token_urlsafe(48), secrets.token_urlsafe(24)
    described = _described(http, issuer)
    asked = {
        "response_type": "code",
        "client_id": COMMAND_LINE.client_id,
        "redirect_uri": COMMAND_LINE.redirect_uris[0],
        "scope": "openid",
        "state": state,
        "nonce": secrets.token_urlsafe(24),
        "code_challenge": create_s256_code_challenge(verifier),
        "code_challenge_method": "S256",
    }
    answer = http.post(described["authorization_endpoint"], params=asked, data={"persona": persona})
    came_back = parse_qs(urlsplit(answer.headers.get("location", "")).query)
    if came_back.get("state") != [state] or "code" not in came_back:
        raise FlowRefusedError(f"there is no persona {persona}")
    form = {
        "grant_type": "authorization_code",
        "client_id": COMMAND_LINE.client_id,
        "code": came_back["code"][0],
        "redirect_uri": COMMAND_LINE.redirect_uris[0],
        "code_verifier": verifier,
    }
    return _access_token(http.post(described["token_endpoint"], data=form))


def machine_token(http: httpx.Client, issuer: str, client_id: str, secret: str) -> str:
    """Return an access token of a machine client, by its credentials; raises as ``person_token``."""
    address = _described(http, issuer)["token_endpoint"]
    proof = (quote_plus(client_id), quote_plus(secret))
    return _access_token(http.post(address, data={"grant_type": "client_credentials"}, auth=proof))


def _described(http: httpx.Client, issuer: str) -> dict[str, Any]:
    described: dict[str, Any] = http.get(f"{issuer}/.well-known/openid-configuration").raise_for_status().json()
    return described


def _access_token(answer: httpx.Response) -> str:
    if answer.status_code != httpx.codes.OK:
        raise FlowRefusedError(f"the provider refused: {answer.json().get('error', answer.status_code)}")
    return str(answer.json()["access_token"])
