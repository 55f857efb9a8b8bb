"""Runs the development identity provider: ``python -m loket_stack.identity``."""

import os
from pathlib import Path

import uvicorn

from loket_stack.identity.app import create_identity_provider
from loket_stack.identity.clients import Clients
from loket_stack.identity.tokens import Issuer, signing_key


def main() -> None:
    """Serve until the process is asked to stop; only ever on this machine's loopback address."""
    told = os.environ
    issuer = Issuer(told["LOKET_PUBLIC_URL"], signing_key(Path(told["LOKET_DATA_DIR"])))
    clients = Clients.read(Path(told["LOKET_IDENTITY_CLIENTS"]))
    app = create_identity_provider(issuer, clients)
    uvicorn.run(app, host="127.0.0.1", port=int(told["LOKET_PORT"]), access_log=False, server_header=False)


if __name__ == "__main__":
    main()
