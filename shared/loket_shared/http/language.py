"""The language of a response: Dutch or English."""

from starlette.requests import HTTPConnection

from loket_shared.contracts.texts import Language

COOKIE = "loket_language"
QUERY = "taal"


def is_language(value: str | None) -> bool:
    """Return True if ``value`` is a language of the desk."""
    return value in ("nl", "en")


def language_of(request: HTTPConnection) -> Language:
    """Return the language of the response to ``request``.

    The query parameter ``?taal=`` comes first, then the choice in the cookie, then the header ``Accept-Language``;
    otherwise it is Dutch.
    """
    for chosen in (request.query_params.get(QUERY), request.cookies.get(COOKIE)):
        if is_language(chosen):
            return "en" if chosen == "en" else "nl"
    return "nl" if is_browser(request) else _accepted(request.headers.get("accept-language", ""))


def is_browser(request: HTTPConnection) -> bool:
    """Return True if a browser asks for a page; pages are Dutch until the reader chooses a language."""
    return "text/html" in request.headers.get("accept", "") or "hx-request" in request.headers


def _accepted(header: str) -> Language:
    for part in header.lower().split(","):
        tag = part.split(";")[0].strip()[:2]
        if is_language(tag):
            return "en" if tag == "en" else "nl"
    return "nl"
