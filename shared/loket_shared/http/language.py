"""In which of the two languages somebody is answered."""

from starlette.requests import HTTPConnection

from loket_shared.contracts.texts import Language

COOKIE = "loket_language"
QUERY = "taal"


def is_language(value: str | None) -> bool:
    """Say whether ``value`` names a language of the desk."""
    return value in ("nl", "en")


def language_of(request: HTTPConnection) -> Language:
    """Return the language that ``request`` is answered in.

    The address's ``?taal=`` comes first, then the choice kept in the cookie, then what the client
    accepts; Dutch where none of them says otherwise.
    """
    for chosen in (request.query_params.get(QUERY), request.cookies.get(COOKIE)):
        if is_language(chosen):
            return "en" if chosen == "en" else "nl"
    return "nl" if is_browser(request) else _accepted(request.headers.get("accept-language", ""))


def is_browser(request: HTTPConnection) -> bool:
    """Say whether a browser asks for a page; pages are Dutch until the reader chooses."""
    return "text/html" in request.headers.get("accept", "") or "hx-request" in request.headers


def _accepted(header: str) -> Language:
    for part in header.lower().split(","):
        tag = part.split(";")[0].strip()[:2]
        if is_language(tag):
            return "en" if tag == "en" else "nl"
    return "nl"
