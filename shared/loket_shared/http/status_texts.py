"""The sentence and the code of each HTTP status."""

from http import HTTPStatus

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import IDEMPOTENCY_KEY_REUSED

STATUS_TEXTS = {
    400: BilingualText(nl="Het verzoek is niet te lezen.", en="The request cannot be read."),
    401: BilingualText(nl="Meld u eerst aan.", en="Sign in first."),
    403: BilingualText(nl="Dit mag u niet doen.", en="You may not do this."),
    404: BilingualText(nl="Dit bestaat niet.", en="This does not exist."),
    405: BilingualText(nl="Dit kan niet op dit adres.", en="This cannot be done at this address."),
    406: BilingualText(nl="Dit adres antwoordt alleen in JSON.", en="This address answers in JSON only."),
    409: BilingualText(
        nl="Dit kan nu niet: er is intussen iets veranderd.", en="This cannot be done now: something has changed."
    ),
    412: BilingualText(
        nl="De versie in If-Match is niet meer de laatste.", en="The version in If-Match is no longer the latest one."
    ),
    413: BilingualText(nl="Het verzoek is te groot.", en="The request is too large."),
    415: BilingualText(nl="Stuur het verzoek als JSON.", en="Send the request as JSON."),
    422: IDEMPOTENCY_KEY_REUSED,
    429: BilingualText(nl="U doet te veel verzoeken achter elkaar.", en="You make too many requests in a row."),
    500: BilingualText(
        nl="Er ging iets mis bij het loket. Probeer het later opnieuw.",
        en="Something went wrong at the desk. Try again later.",
    ),
    503: BilingualText(
        nl="Het loket is even niet bereikbaar. Probeer het over een minuut opnieuw.",
        en="The desk cannot be reached for a moment. Try again in a minute.",
    ),
}


_CODES = {
    400: "unreadable-request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    409: "stale-version",
    412: "stale-version",
    413: "too-large",
    415: "unsupported-media-type",
    422: "idempotency-key-reused",
    429: "too-many-requests",
    500: "failure",
    503: "unavailable",
}


def text_of(status: int) -> BilingualText:
    """Return the sentence for ``status``; without one of its own, the phrase of the HTTP standard."""
    phrase = HTTPStatus(status).phrase
    return STATUS_TEXTS.get(status) or BilingualText(nl=f"{phrase}.", en=f"{phrase}.")


def code_of(status: int) -> str:
    """Return the code of ``status`` for programs; it does not use Python's phrases, because they change."""
    return _CODES.get(status, f"status-{status}")
