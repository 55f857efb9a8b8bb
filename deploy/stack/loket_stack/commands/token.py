"""Print a bearer token of a persona, for calls to the APIs.

Persons get theirs by the authorization code flow with PKCE, machine clients by their credentials,
from the development identity provider of the running stack. Only the token is printed:

    curl -H "Authorization: Bearer $(./loket token asker)" ...
"""

import argparse
import sys

import httpx

from loket_stack.components.stand_ins import client_secret
from loket_stack.console import StackError
from loket_stack.identity.flow import FlowRefusedError, machine_token, person_token
from loket_stack.identity.personas import MACHINE_PERSONAS, PERSONAS
from loket_stack.paths import Paths
from loket_stack.state import running_stack

_TIMEOUT_SECONDS = 10


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
        raise StackError(str(refused), "./loket token --help names the personas") from None
    except httpx.HTTPError:
        raise StackError("the identity provider does not answer", "see ./loket logs identity") from None
