"""Where a browser may be sent back to: places of this service alone."""

from urllib.parse import urlsplit

START = "/"


def local_path(wanted: str | None) -> str:
    """Return ``wanted`` if it is an address within this service, else the front page.

    Anything a browser could read as another site is refused: a scheme, a host, ``//`` and its
    disguises with a backslash or a control character.
    """
    if not wanted or not wanted.startswith("/") or wanted.startswith("//") or "\\" in wanted:
        return START
    if any(ord(character) < 0x21 or ord(character) == 0x7F for character in wanted):
        return START
    parts = urlsplit(wanted)
    return wanted if not parts.scheme and not parts.netloc else START
