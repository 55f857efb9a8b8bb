"""Runs the development identity provider: ``python -m loket_stack.identity``."""

import os
from pathlib import Path

import uvicorn

from loket_stack.identity.app import create_identity_provider
from loket_stack.identity.clients import Clients
from loket_stack.identity.tokens import Issuer, signing_key


def main() -> None:
    """Serve until the process is asked to stop; only ever on this machine's loopback address."""
    environment = os.environ
    issuer = Issuer(environment["LOKET_PUBLIC_URL"], signing_key(Path(environment["LOKET_DATA_DIR"])))
    clients = Clients.read(Path(environment["LOKET_IDENTITY_CLIENTS"]))
    app = create_identity_provider(issuer, clients)
    uvicorn.run(app, host="127.0.0.1", port=int(environment["LOKET_PORT"]), access_log=False, server_header=False)


if __name__ == "__main__":
    main()
