"""The mail catcher: takes every message by SMTP and shows it over HTTP."""

import sys

from loket_stack.parts.addresses import HOST, Addresses
from loket_stack.parts.environment import environment
from loket_stack.parts.health import ready_at
from loket_stack.parts.part import Part
from loket_stack.paths import Paths


def mail(paths: Paths, addresses: Addresses) -> Part:
    """Describe the mail catcher."""
    url, smtp_port = addresses.url("mail"), str(addresses.ports["smtp"])
    told = {
        "LOKET_HOST": HOST,
        "LOKET_PORT": str(addresses.ports["mail"]),
        "LOKET_SMTP_PORT": smtp_port,
        "LOKET_DATA_DIR": str(paths.var / "mail"),
    }
    return Part(
        name="mail",
        command=(sys.executable, "-P", "-m", "loket_stack.mail"),
        environment=environment(told),
        facts={"url": url, "smtp": f"{HOST}:{smtp_port}"},
        ready=ready_at(url),
    )
