"""Working hours, holidays and counting in them: plain arithmetic, without any service's promises."""

from loket_shared.worktime.calendar import Calendar, Hours
from loket_shared.worktime.spans import Span
from loket_shared.worktime.working_time import reached, worked

__all__ = ["Calendar", "Hours", "Span", "reached", "worked"]
