"""The actions that the asker may take on a question, by its status."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from loket_intake.domain.question import Question
from loket_intake.domain.status import Status
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ConflictError


class AskerAction(StrEnum):
    """An action on a question after its submission; the values stand in the audit trail."""

    SUPPLEMENT = "supplement"
    WITHDRAW = "withdraw"
    GIVE_FEEDBACK = "judge"


_OPEN = frozenset({Status.RECEIVED, Status.IN_PROGRESS, Status.WAITING_FOR_YOU})

_ALLOWED: Mapping[AskerAction, frozenset[Status]] = MappingProxyType(
    {
        AskerAction.SUPPLEMENT: _OPEN | {Status.ANSWERED},
        AskerAction.WITHDRAW: _OPEN,
        AskerAction.GIVE_FEEDBACK: frozenset({Status.ANSWERED, Status.CLOSED}),
    }
)

_REFUSALS: Mapping[AskerAction, BilingualText] = MappingProxyType(
    {
        AskerAction.SUPPLEMENT: BilingualText(
            nl="Deze vraag is afgerond; u kunt er niets meer aan toevoegen.",
            en="This question is closed; nothing can be added to it.",
        ),
        AskerAction.WITHDRAW: BilingualText(
            nl="Deze vraag is al afgerond; u kunt hem niet meer intrekken.",
            en="This question is already finished; it can no longer be withdrawn.",
        ),
        AskerAction.GIVE_FEEDBACK: BilingualText(
            nl="U kunt eenmaal reageren op een antwoord, als het er is.",
            en="You can judge an answer once, when it is there.",
        ),
    }
)


def is_allowed(action: AskerAction, question: Question) -> bool:
    """Return whether the asker may take ``action`` now."""
    if action is AskerAction.GIVE_FEEDBACK and (question.answer is None or question.has_feedback):
        return False
    return question.status in _ALLOWED[action]


def require_allowed(action: AskerAction, question: Question) -> None:
    """Refuse an action that the asker may not take now.

    Raises:
        ConflictError: with the current status.
    """
    if not is_allowed(action, question):
        raise ConflictError("not-possible-now", _REFUSALS[action], {"status": question.status})
