"""What the mail catcher received."""

import httpx

from loket_stack.failures import StackError
from loket_stack.play.people import Json
from loket_stack.state import StackState


def mails_about(stack: StackState, text: str) -> list[Json]:
    """Return the mails that hold ``text``: a reference, or the address of a department's work.

    Raises:
        StackError: the mail catcher does not answer.
    """
    try:
        answer = httpx.get(f"{stack.parts['mail'].facts['url']}/messages", timeout=20, trust_env=False)
        mails: list[Json] = answer.raise_for_status().json()
    except httpx.HTTPError as error:
        raise StackError("the mail catcher does not answer", "see ./loket logs mail") from error
    return [mail for mail in mails if text in mail["subject"] or text in mail["text"]]
