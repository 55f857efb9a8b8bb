"""What can go wrong, in the terms in which it must be handled."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from loket_shared.contracts.texts import BilingualText


class TransientError(Exception):
    """A dependency is away; the same attempt may succeed later, so it is retried."""


class PermanentError(Exception):
    """No retry will help; a received event becomes a dead letter."""


class ConfigurationError(Exception):
    """An operator must set something right before it can work; ``str(error)`` is a sentence that says what."""


class ErasedError(Exception):
    """The keys are destroyed on purpose: what was sealed counts as erased and is passed over."""


class VaultUnreachableError(TransientError):
    """The vault does not answer, so nothing can be said about a key."""


class WrongSealError(PermanentError):
    """A sealed value was not made with the key, or not for the place, that it claims."""


class KeyForbiddenError(PermanentError):
    """The key exists, but this service's role does not reach its compartment."""


class DomainError(Exception):
    """Something a person or a client asked for and may not or can not have.

    ``code`` is a stable kebab-case name for programs, ``text`` the sentence for the reader.
    """

    def __init__(self, code: str, text: BilingualText) -> None:
        super().__init__(code)
        self.code = code
        self.text = text


class NotFoundError(DomainError):
    """It does not exist for this reader, which is all the reader may know."""

    def __init__(self) -> None:
        super().__init__("not-found", BilingualText(nl="Dit bestaat niet.", en="This does not exist."))


class ForbiddenError(DomainError):
    """The reader may see the thing, but not do this to it."""


class ConflictError(DomainError):
    """The thing changed since the reader saw it, or its state does not allow this.

    ``current`` tells what changed, in wire names.
    """

    def __init__(self, code: str, text: BilingualText, current: Mapping[str, Any] | None = None) -> None:
        super().__init__(code, text)
        self.current = dict(current or {})


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field; ``field`` is its dotted wire name, such as ``partners.0.rorId``."""

    field: str
    text: BilingualText


class InvalidInputError(DomainError):
    """One or more fields cannot be taken as they are; every one is named."""

    def __init__(self, *errors: FieldError) -> None:
        super().__init__("invalid-input", BilingualText(nl="De invoer klopt niet.", en="The input is not valid."))
        self.errors = errors


IDEMPOTENCY_KEY_REUSED = BilingualText(
    nl="Deze Idempotency-Key is al gebruikt voor een ander verzoek.",
    en="This Idempotency-Key was used before for another request.",
)


class UnauthenticatedError(DomainError):
    """No bearer token, or one that does not hold; ``token_given`` tells which (RFC 6750, section 3)."""

    def __init__(self, token_given: bool) -> None:
        super().__init__("unauthenticated", BilingualText(nl="Meld u eerst aan.", en="Sign in first."))
        self.token_given = token_given


class TooManyRequestsError(DomainError):
    """The limit is reached; it may be tried again after ``retry_after`` seconds."""

    def __init__(self, retry_after: int) -> None:
        text = BilingualText(
            nl=f"U doet te veel verzoeken achter elkaar. Probeer het over {retry_after} seconden opnieuw.",
            en=f"You make too many requests in a row. Try again in {retry_after} seconds.",
        )
        super().__init__("too-many-requests", text)
        self.retry_after = retry_after


class IdempotencyKeyReusedError(DomainError):
    """The idempotency key was used before for another request."""

    def __init__(self) -> None:
        super().__init__("idempotency-key-reused", IDEMPOTENCY_KEY_REUSED)


class PreconditionFailedError(ConflictError):
    """The ``If-Match`` of the request names a version that is no longer the current one."""
