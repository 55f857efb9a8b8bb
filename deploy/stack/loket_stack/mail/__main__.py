"""Runs the mail catcher: ``python -m loket_stack.mail``."""

import os
from pathlib import Path

import uvicorn

from loket_stack.mail.app import create_mail_catcher
from loket_stack.mail.mailbox import Mailbox


def main() -> None:
    """Serve SMTP and HTTP until the process is asked to stop; only ever on this machine's loopback address."""
    told = os.environ
    app = create_mail_catcher(Mailbox(Path(told["LOKET_DATA_DIR"])), int(told["LOKET_SMTP_PORT"]))
    uvicorn.run(app, host="127.0.0.1", port=int(told["LOKET_PORT"]), access_log=False, server_header=False)


if __name__ == "__main__":
    main()
