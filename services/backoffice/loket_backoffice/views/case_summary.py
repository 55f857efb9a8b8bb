"""A case in a list, as its reader sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from loket_backoffice.domain.access import Visibility, VisiblePart, participation_of
from loket_backoffice.domain.asker_contact import asker_wrote_last, unreached_messages
from loket_backoffice.domain.case_states import CaseState
from loket_backoffice.domain.deadlines import ClockState, DeadlineClock
from loket_backoffice.domain.facts import MessageFailed
from loket_backoffice.domain.route_in_force import open_proposal
from loket_backoffice.store.cases import StoredCase
from loket_backoffice.store.listed_cases import ListedQuestion
from loket_backoffice.views.clock_view import ClockView, known_clocks, views_of
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import QuestionContent


class UnreachedView(WireModel):
    """A message that did not reach the asker: what it was for, and since when that is known."""

    occasion: str
    since: datetime


class CaseSummaryView(WireModel):
    """A case in a list; the fields left out are not for its reader.

    ``asker_wrote_last``: the asker added something, perhaps to an answer, that nobody replied to.
    ``route_proposed``: routing proposes another route, which an officer has to decide on. ``unreached``: messages
    that failed, so that the asker is to be telephoned.
    """

    reference: str
    state: str
    opened_at: datetime | None
    lead: str | None
    contributors: tuple[str, ...]
    priority: str
    clocks: tuple[ClockView, ...]
    kind: str | None = None
    topics: tuple[str, ...] = ()
    subject: str | None = None
    assignee: str | None = None
    asker_wrote_last: bool = False
    route_proposed: bool = False
    unreached: tuple[UnreachedView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSummary:
    """A case in a list as its reader may see it; only a view tells its clocks in words.

    ``kind`` is None for an erased case, ``subject`` also for a reader who does not see the content.
    """

    reference: str
    state: CaseState
    opened_at: datetime | None
    lead: str | None
    contributors: tuple[str, ...]
    priority: str
    clocks: tuple[DeadlineClock, ...]
    kind: str | None = None
    topics: tuple[str, ...] = ()
    subject: str | None = None
    assignee: str | None = None
    asker_wrote_last: bool = False
    route_proposed: bool = False
    unreached: tuple[MessageFailed, ...] = ()

    @property
    def needs_a_look(self) -> bool:
        """True if somebody of the desk has to look at something in the case."""
        return self.asker_wrote_last or self.route_proposed or bool(self.unreached)


def summary_of(
    part: VisiblePart, stored: StoredCase, question: ListedQuestion | QuestionContent | None, moment: datetime
) -> CaseSummary:
    """Return the ``part`` of the case that a list shows; ``question`` is None for an erased one."""
    case = stored.case
    participation = participation_of(case, part.requests)
    content = question if part.visibility is Visibility.CONTENT else None
    return CaseSummary(
        reference=stored.reference,
        state=part.state,
        opened_at=stored.row.opened_at,
        lead=participation.lead,
        contributors=participation.contributors,
        priority="urgent" if participation.urgent else "normal",
        clocks=known_clocks(case, part.requests, moment),
        kind=question.kind if question else None,
        topics=question.topics if question else (),
        subject=content.subject if content else None,
        assignee=stored.row.assignee if content else None,
        asker_wrote_last=content is not None and asker_wrote_last(case),
        route_proposed=content is not None and open_proposal(case) is not None,
        unreached=unreached_messages(case) if content else (),
    )


def view_of(summary: CaseSummary) -> CaseSummaryView:
    """Return the case in a list as the API shows it."""
    return CaseSummaryView.model_validate(fields_of(summary))


def fields_of(summary: CaseSummary) -> dict[str, object]:
    """Return the fields that the API shows; those that are not for the reader are left out."""
    fields: dict[str, object] = {
        "reference": summary.reference,
        "state": summary.state,
        "opened_at": summary.opened_at,
        "lead": summary.lead,
        "contributors": summary.contributors,
        "priority": summary.priority,
        "clocks": views_of(summary.clocks),
    }
    if summary.kind is not None:
        fields |= {"kind": summary.kind, "topics": summary.topics}
    if summary.subject is not None:
        fields |= {
            "subject": summary.subject,
            "assignee": summary.assignee,
            "asker_wrote_last": summary.asker_wrote_last,
            "route_proposed": summary.route_proposed,
            "unreached": tuple(UnreachedView(occasion=one.occasion, since=one.at) for one in summary.unreached),
        }
    return fields


def next_clock(case: CaseSummary) -> DeadlineClock | None:
    """Return the running clock that runs out first; a paused one only if none runs."""
    open_clocks = [clock for clock in case.clocks if clock.stopped_at is None]
    return min(open_clocks, key=lambda clock: (clock.state is ClockState.PAUSED, clock.due), default=None)


def with_next_clock(cases: Iterable[CaseSummary]) -> list[tuple[CaseSummary, DeadlineClock | None]]:
    """Return the cases, each with the clock that runs out first."""
    return [(case, next_clock(case)) for case in cases]
