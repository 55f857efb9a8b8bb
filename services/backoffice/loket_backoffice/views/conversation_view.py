"""The conversation with the asker, as every reader of the case's content sees it."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from loket_backoffice.domain.case import Case
from loket_backoffice.domain.facts import (
    Answered,
    CaseFact,
    FeedbackGiven,
    InformationRequested,
    Supplemented,
    Withdrawn,
)
from loket_shared.contracts.model import WireModel


class MessageView(WireModel):
    """A message of one side to the other; only feedback has ``helpful``, and nobody has to answer it."""

    time: datetime
    sender: Annotated[Literal["asker", "desk"], Field(alias="from")]
    text: str
    kind: Literal["message", "feedback", "withdrawal"] = "message"
    helpful: bool | None = None


def messages_of(case: Case) -> tuple[MessageView, ...]:
    """Return the messages between asker and desk since the question, oldest first."""
    messages = [message for fact in case.facts if (message := _message(fact))]
    return tuple(sorted(messages, key=lambda message: message.time))


def _message(fact: CaseFact) -> MessageView | None:
    match fact:
        case Supplemented(text=text):
            return MessageView(time=fact.at, sender="asker", text=text)
        case FeedbackGiven(helpful=helpful, text=text):
            return MessageView(time=fact.at, sender="asker", text=text or "", kind="feedback", helpful=helpful)
        case Withdrawn(reason=reason):
            return MessageView(time=fact.at, sender="asker", text=reason or "", kind="withdrawal")
        case InformationRequested(text=text) | Answered(text=text):
            return MessageView(time=fact.at, sender="desk", text=text)
        case _:
            return None
