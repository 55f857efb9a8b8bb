"""Refusals that only HTTP knows."""

from loket_shared.contracts.texts import Text
from loket_shared.failures import Conflict, Refusal
from loket_shared.http.status_texts import code_of, text_of


class Unauthenticated(Refusal):
    """No bearer token, or one that does not hold; ``token_given`` tells which (RFC 6750, section 3)."""

    def __init__(self, token_given: bool) -> None:
        super().__init__("unauthenticated", Text(nl="Meld u eerst aan.", en="Sign in first."))
        self.token_given = token_given


class TooManyRequests(Refusal):
    """The limit is reached; it may be tried again after ``retry_after`` seconds."""

    def __init__(self, retry_after: int) -> None:
        text = Text(
            nl=f"U doet te veel verzoeken achter elkaar. Probeer het over {retry_after} seconden opnieuw.",
            en=f"You make too many requests in a row. Try again in {retry_after} seconds.",
        )
        super().__init__("too-many-requests", text)
        self.retry_after = retry_after


class IdempotencyKeyReused(Refusal):
    """The idempotency key was used before for another request."""

    def __init__(self) -> None:
        super().__init__(code_of(422), text_of(422))


class PreconditionFailed(Conflict):
    """The ``If-Match`` of the request names a version that is no longer the current one."""
