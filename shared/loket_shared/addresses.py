"""Addresses to which nothing may be sent in the clear."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def require_https(address: str) -> str:
    """Return ``address`` if it is over TLS, or of this very machine.

    Raises:
        ValueError: whoever listens in between could read what is sent there.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    if (parts.scheme == "https" and host) or (parts.scheme == "http" and is_loopback(host)):
        return address
    raise ValueError("an address over TLS (https) is needed here")


def is_loopback(host: str) -> bool:
    """Return whether ``host`` names this very machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
