"""Checks on addresses to which data may be sent only encrypted."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def require_https(address: str) -> str:
    """Return ``address`` if it uses TLS or points to this machine.

    Raises:
        ValueError: anybody on the network could read what is sent there.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    if (parts.scheme == "https" and host) or (parts.scheme == "http" and is_loopback(host)):
        return address
    raise ValueError("an address over TLS (https) is needed here")


def is_loopback(host: str) -> bool:
    """Return True if ``host`` names this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
