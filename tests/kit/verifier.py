"""Tokens without an identity provider: a name stands for its persona."""

from collections.abc import Callable

from loket_shared.identity.tokens import InvalidTokenError
from loket_shared.principal import Principal, Role


class NameVerifier:
    """Takes the name of a persona for a token; ``find`` knows the personas."""

    def __init__(self, find: Callable[[str], Principal | None]) -> None:
        self._find = find

    async def verify(self, token: str) -> Principal:
        """Return the persona.

        Raises:
            InvalidTokenError: nobody has this name.
        """
        principal = self._find(token)
        if principal is None:
            raise InvalidTokenError(token)
        return principal


SOMEONE = Principal("someone", "Someone", "someone@sample.example", Role.ASKER, institution="https://ror.org/x")
ONLY_SOMEONE = NameVerifier({"someone": SOMEONE}.get)


def bearer(name: str) -> dict[str, str]:
    """Return the header with which ``name`` asks."""
    return {"Authorization": f"Bearer {name}"}
