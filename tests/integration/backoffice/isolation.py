"""Which texts of a page stand outside every element that isolates their direction of writing."""

from html.parser import HTMLParser

_EMPTY = {"input", "meta", "link", "br", "hr", "img"}


class _Page(HTMLParser):
    def __init__(self, sign: str) -> None:
        super().__init__()
        self._sign, self._open = sign, list[tuple[str, bool]]()
        self.loose: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _EMPTY:
            self._open.append((tag, tag in {"bdi", "textarea"} or ("dir", "auto") in attrs))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._sign in data and not any(isolates for _, isolates in self._open):
            self.loose.append(data)


def loose_texts(page: str, sign: str) -> list[str]:
    """Return the texts with ``sign`` in them that turn what stands around them."""
    read = _Page(sign)
    read.feed(page)
    return read.loose
