"""A case in a list."""

from datetime import datetime

from loket_backoffice.domain.access import Sight, sight_of
from loket_backoffice.domain.case_states import state_of
from loket_backoffice.domain.participation import participation_for
from loket_backoffice.domain.reaching_the_asker import unreached
from loket_backoffice.domain.route_in_force import proposal
from loket_backoffice.store.case_store import StoredCase
from loket_backoffice.views.clock_view import ClockView, clocks_for
from loket_backoffice.views.conversation import messages_of
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import QuestionContent
from loket_shared.principal import Principal


class UnreachedView(WireModel):
    """A message that did not reach the asker: what it was for, and since when that is known."""

    occasion: str
    since: datetime


class CaseSummary(WireModel):
    """What a list tells of a case; the fields left out are not for its reader.

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


def summary_for(
    reader: Principal, case: StoredCase, question: QuestionContent | None, moment: datetime
) -> dict[str, object]:
    """Return the fields of a summary that are for ``reader``; ``question`` is None once it is erased."""
    participation = participation_for(reader, case.file)
    fields: dict[str, object] = {
        "reference": case.reference,
        "state": state_of(case.file),
        "opened_at": case.row.opened_at,
        "lead": participation.lead,
        "contributors": participation.contributors,
        "priority": "urgent" if participation.urgent else "normal",
        "clocks": clocks_for(reader, case.file, moment),
    }
    if question:
        fields |= {"kind": question.kind, "topics": question.topics}
    if question and sight_of(reader, case.file) is Sight.CONTENT:
        last = [message for message in messages_of(case.file) if message.kind != "feedback"][-1:]
        fields |= {
            "subject": question.subject,
            "assignee": case.row.assignee,
            "asker_wrote_last": any(message.sender == "asker" for message in last),
            "route_proposed": proposal(case.file) is not None,
            "unreached": tuple(UnreachedView(occasion=one.occasion, since=one.at) for one in unreached(case.file)),
        }
    return fields
