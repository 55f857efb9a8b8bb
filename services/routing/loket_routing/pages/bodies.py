"""What forms about a rule set as a whole hold, where that differs from the API."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from loket_routing.api.rule_set_bodies import Seen, Words
from loket_shared.timestamps import require_everywhere
from loket_shared.web.date_format import DESK_TIME


def _at_the_desk(moment: datetime) -> datetime:
    """Read a moment without a time zone as the desk's clock shows it."""
    return require_everywhere(moment if moment.tzinfo else moment.replace(tzinfo=DESK_TIME))


class ActivationForm(Seen):
    """From when a rule set decides, on the clock of the desk; as soon as can be where ``from`` is left open."""

    active_from: Annotated[datetime, AfterValidator(_at_the_desk)] | None = Field(default=None, alias="from")
    reason: Words | None = None


class RestorationForm(Seen):
    """Why a rule set that was in force before comes back."""

    reason: Words
