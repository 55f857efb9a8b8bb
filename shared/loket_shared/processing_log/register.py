"""The register of processing activities (GDPR, article 30; Logboek Dataverwerkingen, component register).

Its content is the desk's data. A relevant change is a new version with its own date. The old version stays, so that
earlier records of the log still refer to the text of their time. The intake service serves the register.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import Field

from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import BilingualText

_REFERENCE = "KV-"
"""The prefix of a question's reference; no other name starts with it."""


class About(StrEnum):
    """The kind of thing whose pseudonym stands for the person concerned; nobody can derive the person from it."""

    QUESTION = "question"
    DRAFT = "draft"
    CONTRIBUTION = "contribution"
    LETTER = "letter"


class Version(WireModel):
    """The text of an activity from the day ``since`` on, with the fields that a register must have."""

    since: date
    name: BilingualText
    purpose: BilingualText
    basis: BilingualText
    data: BilingualText
    recipients: BilingualText
    retention: BilingualText


class Activity(WireModel):
    """A processing activity and its audited actions, each with a description.

    ``about`` is None if no person is concerned. ``called_by_others`` is True if other applications act for their users
    and may pass on their trace.
    """

    id: str
    about: About | None = None
    called_by_others: bool = False
    actions: Mapping[str, BilingualText]
    versions: tuple[Version, ...] = Field(min_length=1)

    def on(self, day: date) -> Version:
        """Return the version on ``day``; on a day before the first version, the first version."""
        valid = [version for version in self.versions if version.since <= day]
        return valid[-1] if valid else self.versions[0]

    def version(self, since: date) -> Version | None:
        """Return the version with this date, or None."""
        return next((version for version in self.versions if version.since == since), None)


class PseudonymType(WireModel):
    """The meaning of a type of pseudonym."""

    id: About
    meaning: BilingualText


class Register(WireModel):
    """All processing activities of the desk, and all types of pseudonym in the log.

    ``former_actions`` maps the name that an action has in old audit records to its present name.
    """

    activities: tuple[Activity, ...]
    pseudonyms: tuple[PseudonymType, ...]
    former_actions: Mapping[str, str] = Field(default_factory=dict)

    def activity(self, activity_id: str) -> Activity | None:
        """Return the activity with this id, or None."""
        return next((activity for activity in self.activities if activity.id == activity_id), None)

    def present_name(self, action: str) -> str:
        """Return the present name of an action, which an old record may call by a former one."""
        return self.former_actions.get(action, action)

    def activity_of(self, action: str, subject: str) -> Activity | None:
        """Return the activity of ``action`` on ``subject``, or None if it is not registered.

        The notes of a department and of the front office have the same action; they differ in the kind of subject.
        """
        of_question = subject.startswith(_REFERENCE)
        action = self.present_name(action)
        return next(
            (
                activity
                for activity in self.activities
                if action in activity.actions
                and (activity.about is None or (activity.about is About.QUESTION) is of_question)
            ),
            None,
        )

    def meaning_of(self, action: str, subject: str) -> BilingualText | None:
        """Return the words for ``action`` on ``subject``, or None if it is not registered."""
        activity = self.activity_of(action, subject)
        return activity.actions[self.present_name(action)] if activity else None


REGISTER_PATH = "/verwerkingen"


@dataclass(frozen=True)
class Addresses:
    """The register's addresses under ``desk``, the address of the asker's site, without a trailing slash."""

    desk: str

    @property
    def register(self) -> str:
        """The address of the register."""
        return f"{self.desk}{REGISTER_PATH}"

    def version(self, activity: Activity, version: Version) -> str:
        """Return the address of one version of an activity; it never changes."""
        return f"{self.register}/{activity.id}/{version.since}"

    def pseudonym_type(self, about: About) -> str:
        """Return the address of the explanation of a type of pseudonym."""
        return f"{self.register}#{about}"

    def application(self, client: str) -> str:
        """Return the address that identifies an application, by its client id."""
        return f"{self.register}#application-{client}"
