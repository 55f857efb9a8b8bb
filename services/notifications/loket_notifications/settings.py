"""What this service must be told from outside, beside what all services are told."""

from pydantic import Field

from loket_notifications.domain.addressee import Mailboxes
from loket_notifications.domain.links import Links
from loket_notifications.gateways.smtp import Security, SmtpServer
from loket_shared.ops.settings import ServiceSettings


class NotificationsSettings(ServiceSettings):
    """The mail server, and where letters go.

    ``mailboxes`` names the departments' mailboxes that do not follow the pattern
    ``mailbox-<code>@<mailbox_domain>``, by code, as a JSON object.
    """

    smtp_host: str
    smtp_port: int = 25
    smtp_security: Security = "none"
    mail_from: str = "noreply@loket.example"
    mailbox_domain: str
    mailboxes: dict[str, str] = Field(default_factory=dict)

    @property
    def smtp_server(self) -> SmtpServer:
        """The server that takes the letters."""
        return SmtpServer(self.smtp_host, self.smtp_port, self.smtp_security, self.mail_from)

    @property
    def department_mailboxes(self) -> Mailboxes:
        """The functional mailboxes of the departments."""
        return Mailboxes(self.mailbox_domain, self.mailboxes)

    @property
    def links(self) -> Links:
        """The pages that letters point at."""
        return Links(self.intake_url, self.backoffice_url)
