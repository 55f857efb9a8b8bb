"""Whether a request comes from a page of this service itself."""

from starlette.requests import Request


def is_foreign(request: Request, address: str) -> bool:
    """Say whether a browser tells that another site than ``address`` caused ``request``.

    Browsers say so in ``Sec-Fetch-Site`` (W3C Fetch Metadata) or ``Origin``; a client that sends
    neither is no browser that could be misled.
    """
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin", address)
    return site not in ("same-origin", "none") or origin != address
