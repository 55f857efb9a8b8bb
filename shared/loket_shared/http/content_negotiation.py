"""Content negotiation: media types, quality values, compression, and the language of a response."""

import gzip
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter

import brotli
from starlette.requests import HTTPConnection

from loket_shared.contracts.texts import Language

_FORM = "application/x-www-form-urlencoded"

_REMEMBERED = 256
"""Headers whose meaning is remembered: most programs send one of a few."""


def _essence(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


@lru_cache(_REMEMBERED)
def is_json(content_type: str) -> bool:
    """Return True if ``content_type`` is JSON or built on it, such as ``application/cloudevents+json``."""
    essence = _essence(content_type)
    return essence == "application/json" or (essence.startswith("application/") and essence.endswith("+json"))


def is_form(content_type: str) -> bool:
    """Return True if ``content_type`` is that of a simple HTML form."""
    return _essence(content_type) == _FORM


@lru_cache(_REMEMBERED)
def accepts_json(accept: str) -> bool:
    """Return True if an ``Accept`` header allows JSON; an absent header does (RFC 9110, section 12.5.1)."""
    wanted = [name for name, quality in _choices(accept) if quality > 0]
    return not accept.strip() or any(name in ("*/*", "application/*") or is_json(name) for name in wanted)


def preference(accept: str, media_type: str) -> float:
    """Return the quality of ``media_type`` in an ``Accept`` header, from 0 to 1 (RFC 9110, section 12.5.1).

    The most specific range decides; without a header every type has quality 1.
    """
    family, _, _ = media_type.partition("/")
    given = dict(_choices(accept))
    return next((given[each] for each in (media_type, f"{family}/*", "*/*") if each in given), 0.0 if given else 1.0)


def _choices(header: str) -> list[tuple[str, float]]:
    """Return the names in an ``Accept`` header of any kind, each with its quality (RFC 9110, section 12.4.2)."""
    return [(_essence(part), _quality(part)) for part in header.split(",") if part.strip()]


def _quality(part: str) -> float:
    """Return the quality of one part of such a header; 1 if the part names none, 0 if it cannot be read."""
    for parameter in part.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


_FAST_BROTLI, _FAST_GZIP = 5, 6
_SMALL_BROTLI, _SMALL_GZIP = 9, 9
"""The best quality that compresses half a megabyte in tens of milliseconds; brotli's maximum takes a second and saves a
tenth.
"""


class Encoding(StrEnum):
    """A content coding; the one with the smallest output comes first."""

    BROTLI = "br"
    GZIP = "gzip"


VARIES: Mapping[str, str] = {"Vary": "Accept-Encoding"}


def encoding_for(accept_encoding: str) -> Encoding | None:
    """Return the coding with the highest quality in an ``Accept-Encoding`` header; None for no coding."""
    wanted = dict(_choices(accept_encoding))
    qualities = {each: wanted.get(each, wanted.get("*", 0.0)) for each in Encoding}
    best = max(Encoding, key=lambda each: qualities[each])
    return best if qualities[best] > 0 and qualities[best] >= wanted.get("identity", 0.0) else None


def compressed_quickly(body: bytes, encoding: Encoding) -> bytes:
    """Return ``body`` in ``encoding``, compressed fast, for one response."""
    if encoding is Encoding.BROTLI:
        return bytes(brotli.compress(body, quality=_FAST_BROTLI))
    return gzip.compress(body, _FAST_GZIP, mtime=0)


def compressed_well(body: bytes, encoding: Encoding) -> bytes:
    """Return ``body`` in ``encoding``, compressed small, for all later responses."""
    if encoding is Encoding.BROTLI:
        return bytes(brotli.compress(body, quality=_SMALL_BROTLI))
    return gzip.compress(body, _SMALL_GZIP, mtime=0)


LANGUAGE_COOKIE = "loket_language"
LANGUAGE_QUERY = "taal"


def is_language(value: str | None) -> bool:
    """Return True if ``value`` is a language of the desk."""
    return value in ("nl", "en")


def language_of(request: HTTPConnection) -> Language:
    """Return the language of the response to ``request``.

    The query parameter ``?taal=`` comes first, then the choice in the cookie, then the header ``Accept-Language``;
    otherwise it is Dutch.
    """
    for chosen in (request.query_params.get(LANGUAGE_QUERY), request.cookies.get(LANGUAGE_COOKIE)):
        if is_language(chosen):
            return "en" if chosen == "en" else "nl"
    return "nl" if is_browser(request) else _accepted_language(request.headers.get("accept-language", ""))


def is_browser(request: HTTPConnection) -> bool:
    """Return True if a browser asks for a page; pages are Dutch until the reader chooses a language."""
    return "text/html" in request.headers.get("accept", "") or "hx-request" in request.headers


def _accepted_language(header: str) -> Language:
    """Return the language with the highest quality; of equal ones the first (RFC 9110, section 12.5.4)."""
    wanted = [(quality, name.partition("-")[0]) for name, quality in _choices(header) if quality > 0]
    best = max((choice for choice in wanted if is_language(choice[1])), key=itemgetter(0), default=(1.0, "nl"))
    return "en" if best[1] == "en" else "nl"
