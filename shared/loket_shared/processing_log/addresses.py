"""The addresses of the register, which records in the log refer to; the intake service serves them."""

from dataclasses import dataclass

from loket_shared.processing_log.register import About, Activity, Version

PATH = "/verwerkingen"


@dataclass(frozen=True)
class Addresses:
    """The register's addresses under ``desk``, the address of the asker's site, without a trailing slash."""

    desk: str

    @property
    def register(self) -> str:
        """The address of the register."""
        return f"{self.desk}{PATH}"

    def version(self, activity: Activity, version: Version) -> str:
        """Return the address of one version of an activity; it never changes."""
        return f"{self.register}/{activity.id}/{version.since}"

    def pseudonym_type(self, about: About) -> str:
        """Return the address of the explanation of a type of pseudonym."""
        return f"{self.register}#{about}"

    def application(self, client: str) -> str:
        """Return the address that identifies an application, by its client id."""
        return f"{self.register}#application-{client}"
