"""The mail catcher: takes every message by SMTP and shows it over HTTP."""

import sys

from loket_stack.components.component import Component, environment
from loket_stack.components.health import ready_at
from loket_stack.paths import Paths
from loket_stack.ports import HOST, Addresses


def describe_mail_catcher(paths: Paths, addresses: Addresses) -> Component:
    """Describe the mail catcher."""
    url, smtp_port = addresses.url("mail"), str(addresses.ports["smtp"])
    settings = {
        "LOKET_HOST": HOST,
        "LOKET_PORT": str(addresses.ports["mail"]),
        "LOKET_SMTP_PORT": smtp_port,
        "LOKET_DATA_DIR": str(paths.var / "mail"),
    }
    return Component(
        name="mail",
        command=(sys.executable, "-P", "-m", "loket_stack.mail"),
        environment=environment(settings),
        facts={"url": url, "smtp": f"{HOST}:{smtp_port}"},
        ready=ready_at(url),
    )
