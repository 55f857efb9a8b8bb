"""The loop that sends letters for as long as the service runs."""

import asyncio
from typing import cast

from loket_notifications.gateways.smtp import SmtpPost
from loket_notifications.handlers.send_letter import Sender
from loket_notifications.settings import NotificationsSettings
from loket_shared.ops.runtime import Runtime

LOOK_EVERY_SECONDS = 0.5
"""How long a new letter waits at most where nothing else is to be sent."""


async def send_letters(runtime: Runtime) -> None:
    """Send what is due, one letter after the other, until cancelled."""
    settings = cast(NotificationsSettings, runtime.settings)
    post = SmtpPost(settings.smtp_server)
    sender = Sender(runtime.unit_of_work, post, settings.department_mailboxes, settings.links)
    try:
        while True:
            while await sender.send_letter():
                pass
            await post.rest()
            await asyncio.sleep(LOOK_EVERY_SECONDS)
    finally:
        await post.rest()
