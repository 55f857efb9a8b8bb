"""The loop that sends letters for as long as the service runs."""

import asyncio
from typing import cast

import structlog

from loket_notifications.gateways.smtp import SmtpPost
from loket_notifications.handlers.send_letter import Sender
from loket_notifications.settings import NotificationsSettings
from loket_shared.failures import TransientFailure
from loket_shared.ops.runtime import Runtime

_LOG = structlog.get_logger(__name__)

LOOK_EVERY_SECONDS = 0.5
"""How long a new letter waits at most where nothing else is to be sent."""


async def send_letters(runtime: Runtime) -> None:
    """Send what is due, one letter after the other, until cancelled."""
    settings = cast(NotificationsSettings, runtime.settings)
    post = SmtpPost(settings.smtp_server)
    sender = Sender(runtime.unit_of_work, post, settings.department_mailboxes, settings.links, settings.lease)
    try:
        while True:
            await _send_what_is_due(sender)
            await post.rest()
            await asyncio.sleep(LOOK_EVERY_SECONDS)
    finally:
        await post.rest()


async def _send_what_is_due(sender: Sender) -> None:
    try:
        await sender.send_due()
    except TransientFailure as failure:
        _LOG.warning("letters wait", reason=type(failure).__name__)
