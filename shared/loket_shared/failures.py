"""The error classes of the desk, named by how they must be handled."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from loket_shared.contracts.texts import BilingualText


class TransientError(Exception):
    """A dependency does not answer; the same attempt is repeated and may succeed later."""


class PermanentError(Exception):
    """No retry will help; a received event becomes a dead letter."""


class ConfigurationError(Exception):
    """An operator must correct a setting; ``str(error)`` is a sentence that names it."""


class ErasedError(Exception):
    """The keys were destroyed on purpose: the sealed data count as erased, and the event is passed over."""


class VaultUnreachableError(TransientError):
    """The vault does not answer, so the state of a key is unknown."""


class WrongSealError(PermanentError):
    """A sealed value was not made with the key that it names, or not for its place."""


class KeyForbiddenError(PermanentError):
    """The key exists, but its compartment is not in this service's VaultGrant."""


class DomainError(Exception):
    """A person or a client asked for something that is not allowed or not possible.

    ``code`` is a stable kebab-case name for programs, ``text`` the sentence for the reader.
    """

    def __init__(self, code: str, text: BilingualText) -> None:
        super().__init__(code)
        self.code = code
        self.text = text


class NotFoundError(DomainError):
    """The thing does not exist for this reader. The reader must not learn whether it exists for others."""

    def __init__(self) -> None:
        super().__init__("not-found", BilingualText(nl="Dit bestaat niet.", en="This does not exist."))


class ForbiddenError(DomainError):
    """The reader may see the thing, but may not do this to it."""


class ConflictError(DomainError):
    """The thing changed since the reader saw it, or its state does not allow the action.

    ``current`` holds the changed values, by their wire names.
    """

    def __init__(self, code: str, text: BilingualText, current: Mapping[str, Any] | None = None) -> None:
        super().__init__(code, text)
        self.current = dict(current or {})


@dataclass(frozen=True)
class FieldError:
    """The error in one field; ``field`` is its dotted wire name, such as ``partners.0.rorId``."""

    field: str
    text: BilingualText


class InvalidInputError(DomainError):
    """One or more fields are invalid; ``errors`` names every one of them."""

    def __init__(self, *errors: FieldError) -> None:
        super().__init__("invalid-input", BilingualText(nl="De invoer klopt niet.", en="The input is not valid."))
        self.errors = errors


IDEMPOTENCY_KEY_REUSED = BilingualText(
    nl="Deze Idempotency-Key is al gebruikt voor een ander verzoek.",
    en="This Idempotency-Key was used before for another request.",
)


class UnauthenticatedError(DomainError):
    """The request has no bearer token, or an invalid one; then ``token_given`` is True (RFC 6750, section 3)."""

    def __init__(self, token_given: bool) -> None:
        super().__init__("unauthenticated", BilingualText(nl="Meld u eerst aan.", en="Sign in first."))
        self.token_given = token_given


class TooManyRequestsError(DomainError):
    """The rate limit is reached; the request may be repeated after ``retry_after`` seconds."""

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
    """The ``If-Match`` of the request names an old version."""
