"""The addresses by which log and register know each other; the service that takes questions in serves them."""

from dataclasses import dataclass

from loket_shared.processing_log.register import About, Activity, Version

PATH = "/verwerkingen"


@dataclass(frozen=True)
class Addresses:
    """The register under the address of the asker's site, ``desk``, without a trailing slash."""

    desk: str

    @property
    def register(self) -> str:
        """The register as a whole."""
        return f"{self.desk}{PATH}"

    def version(self, activity: Activity, version: Version) -> str:
        """Return the address of one version of an activity; it never changes."""
        return f"{self.register}/{activity.id}/{version.since}"

    def pseudonym_type(self, about: About) -> str:
        """Return where it stands what such a pseudonym means."""
        return f"{self.register}#{about}"

    def application(self, client: str) -> str:
        """Return the address that stands for an application, by the name it signs in with."""
        return f"{self.register}#application-{client}"
