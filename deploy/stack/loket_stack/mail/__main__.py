"""Runs the mail catcher: ``python -m loket_stack.mail``."""

import os
from pathlib import Path

import uvicorn

from loket_stack.mail.catcher import Mailbox, create_mail_catcher


def main() -> None:
    """Serve SMTP and HTTP until the process is asked to stop; only ever on this machine's loopback address."""
    environment = os.environ
    app = create_mail_catcher(Mailbox(Path(environment["LOKET_DATA_DIR"])), int(environment["LOKET_SMTP_PORT"]))
    uvicorn.run(app, host="127.0.0.1", port=int(environment["LOKET_PORT"]), access_log=False, server_header=False)


if __name__ == "__main__":
    main()
