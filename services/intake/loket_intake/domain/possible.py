"""What the asker can still do with a question."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from loket_intake.domain.question import Question
from loket_intake.domain.status import Status
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ConflictError


class Act(StrEnum):
    """Something the asker does after handing in."""

    SUPPLEMENT = "supplement"
    WITHDRAW = "withdraw"
    GIVE_FEEDBACK = "judge"


_OPEN = frozenset({Status.RECEIVED, Status.IN_PROGRESS, Status.WAITING_FOR_YOU})

_ALLOWED: Mapping[Act, frozenset[Status]] = MappingProxyType(
    {
        Act.SUPPLEMENT: _OPEN | {Status.ANSWERED},
        Act.WITHDRAW: _OPEN,
        Act.GIVE_FEEDBACK: frozenset({Status.ANSWERED, Status.CLOSED}),
    }
)

_REFUSALS: Mapping[Act, BilingualText] = MappingProxyType(
    {
        Act.SUPPLEMENT: BilingualText(
            nl="Deze vraag is afgerond; u kunt er niets meer aan toevoegen.",
            en="This question is closed; nothing can be added to it.",
        ),
        Act.WITHDRAW: BilingualText(
            nl="Deze vraag is al afgerond; u kunt hem niet meer intrekken.",
            en="This question is already finished; it can no longer be withdrawn.",
        ),
        Act.GIVE_FEEDBACK: BilingualText(
            nl="U kunt eenmaal reageren op een antwoord, als het er is.",
            en="You can judge an answer once, when it is there.",
        ),
    }
)


def is_possible(act: Act, question: Question) -> bool:
    """Whether the asker can do this now."""
    if act is Act.GIVE_FEEDBACK and (question.answer is None or question.has_feedback):
        return False
    return question.status in _ALLOWED[act]


def require(act: Act, question: Question) -> None:
    """Refuse what can not be done now.

    Raises:
        Conflict: with the status the question has.
    """
    if not is_possible(act, question):
        raise ConflictError("not-possible-now", _REFUSALS[act], {"status": question.status})
