"""Under which addresses the parts of one stack find each other."""

from collections.abc import Mapping
from dataclasses import dataclass

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Addresses:
    """The addresses that follow from the ports of one stack."""

    ports: Mapping[str, int]

    def url(self, part: str) -> str:
        """Return the HTTP address of ``part``, without a slash at its end."""
        return f"http://{HOST}:{self.ports[part]}"

    @property
    def bootstrap(self) -> str:
        """The address of the broker, without a login."""
        return f"{HOST}:{self.ports['kafka']}"

    @property
    def secure_bootstrap(self) -> str:
        """The address of the broker for clients that log in over TLS."""
        return f"{HOST}:{self.ports['kafka-secure']}"
