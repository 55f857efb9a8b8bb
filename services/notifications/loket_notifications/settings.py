"""The settings of this service, beside those of all services."""

from datetime import timedelta

from pydantic import Field

from loket_notifications.domain.delivery import lease
from loket_notifications.domain.message import Links
from loket_notifications.domain.notification import Mailboxes
from loket_notifications.gateways.mail_server import Security, SmtpServer
from loket_shared.service.settings import ServiceSettings


class NotificationsSettings(ServiceSettings):
    """The mail server, and the addresses of messages.

    ``mailboxes`` names the departments' mailboxes of this deployment, by code, as a JSON object; it takes
    precedence over the code list. A department in neither has ``mailbox-<code>@<mailbox_domain>``.
    The mail server has ``smtp_attempt_seconds`` for everything before a message, and
    ``smtp_end_of_data_seconds`` to accept the message.
    """

    smtp_host: str
    smtp_port: int = 25
    smtp_security: Security = "none"
    smtp_attempt_seconds: float = Field(default=30.0, gt=0)
    smtp_end_of_data_seconds: float = Field(default=600.0, gt=0)
    mail_from: str = "noreply@loket.example"
    mailbox_domain: str
    mailboxes: dict[str, str] = Field(default_factory=dict)

    @property
    def smtp_server(self) -> SmtpServer:
        """The server that messages are sent to."""
        address = (self.smtp_host, self.smtp_port, self.smtp_security)
        timeouts = (self.smtp_attempt_seconds, self.smtp_end_of_data_seconds)
        return SmtpServer(*address, self.mail_from, *timeouts)

    @property
    def lease(self) -> timedelta:
        """The lease of a sender on a delivery."""
        return lease(timedelta(seconds=self.smtp_attempt_seconds))

    @property
    def department_mailboxes(self) -> Mailboxes:
        """The functional mailboxes of the departments."""
        return Mailboxes(self.mailbox_domain, self.mailboxes)

    @property
    def links(self) -> Links:
        """The pages that messages link to."""
        return Links(self.intake_url, self.backoffice_url)
