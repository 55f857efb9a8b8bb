"""The register of processing activities (GDPR, article 30; Logboek Dataverwerkingen, component register).

The register itself is the desk's data. A relevant change is a new version with a date of its own, and the old
one stays, so that what was logged under it still leads to what held then.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from pydantic import Field

from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import BilingualText

_REFERENCE = "KV-"
"""What a question's reference begins with, and no other name of anything."""


class About(StrEnum):
    """By what a person concerned is known; each is a type of pseudonym, and tells who it is to nobody."""

    QUESTION = "question"
    DRAFT = "draft"
    CONTRIBUTION = "contribution"
    LETTER = "letter"


class Version(WireModel):
    """What holds of an activity from the day ``since`` on, as the register has to say it."""

    since: date
    name: BilingualText
    purpose: BilingualText
    basis: BilingualText
    data: BilingualText
    recipients: BilingualText
    retention: BilingualText


class Activity(WireModel):
    """A processing activity, and in words the audited actions that are part of it.

    ``about`` is None where no person is concerned. ``called_by_others``: other applications do this for
    the people who use them, and may say in which trace.
    """

    id: str
    about: About | None = None
    called_by_others: bool = False
    actions: Mapping[str, BilingualText]
    versions: tuple[Version, ...] = Field(min_length=1)

    def on(self, day: date) -> Version:
        """Return the version that held on ``day``; the oldest one for an earlier day."""
        valid = [version for version in self.versions if version.since <= day]
        return valid[-1] if valid else self.versions[0]

    def version(self, since: date) -> Version | None:
        """Return the version of that very date, if there is one."""
        return next((version for version in self.versions if version.since == since), None)


class PseudonymType(WireModel):
    """What a pseudonym of this type stands for, in words."""

    id: About
    meaning: BilingualText


class Register(WireModel):
    """Every processing activity of the desk, and every type of pseudonym in the log."""

    activities: tuple[Activity, ...]
    pseudonyms: tuple[PseudonymType, ...]

    def activity(self, activity_id: str) -> Activity | None:
        """Return the activity with this id, if there is one."""
        return next((activity for activity in self.activities if activity.id == activity_id), None)

    def activity_of(self, action: str, subject: str) -> Activity | None:
        """Return the activity that ``action`` on ``subject`` is part of, None where nobody registered it.

        A department's notes and the front office's bear one name; they differ in what they are about.
        """
        of_question = subject.startswith(_REFERENCE)
        return next(
            (
                activity
                for activity in self.activities
                if action in activity.actions
                and (activity.about is None or (activity.about is About.QUESTION) is of_question)
            ),
            None,
        )
