"""What a browser fetches before a page can be read: the page itself and what its head and its pictures name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import httpx

_NAMED = re.compile(r"<(?:link|script|img)\b[^>]*?\b(?:href|src)=\"([^\"]+)\"")
_AS_A_BROWSER = {"Accept-Encoding": "gzip, deflate, br"}


@dataclass(frozen=True)
class Part:
    """One answer: its address as the page names it, and its bytes on the wire."""

    address: str
    size: int
    headers: httpx.Headers

    @property
    def is_kept(self) -> bool:
        """True if a browser asks for it only once."""
        return self.headers["cache-control"] == "public, max-age=31536000, immutable"

    @property
    def is_compressed(self) -> bool:
        """True if it is smaller on the wire."""
        return self.headers.get("content-encoding") in ("br", "gzip")


def parts_of(client: httpx.Client, site: str, path: str) -> Iterator[Part]:
    """Yield the page at ``path`` of ``site``, then what it names."""
    page = client.get(f"{site}{path}", headers=_AS_A_BROWSER)
    yield _part(page, path)
    for address in dict.fromkeys(_NAMED.findall(page.text)):
        yield _part(client.get(str(httpx.URL(site).join(address)), headers=_AS_A_BROWSER), address)


def _part(answer: httpx.Response, address: str) -> Part:
    assert answer.status_code in (200, 404), address
    return Part(address, answer.num_bytes_downloaded, answer.headers)
