"""What a browser without scripts sends of a page: every field as it stands there."""

from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

Fields = dict[str, list[str]]


class _Reader(HTMLParser):
    """Reads the fields of the one form with a class or an id."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self._form = form
        self.fields: Fields = {}
        self._inside = False
        self._text: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inside = self._inside or (tag == "form" and self._form in (given.get("class"), given.get("id")))
        if not self._inside:
            return
        name = given.get("name", "")
        if tag == "input" and (given["type"] not in ("checkbox", "radio") or "checked" in given):
            self.fields.setdefault(name, []).append(given.get("value", ""))
        if tag == "textarea":
            self._text = name
            self.fields[name] = [""]
        if tag == "select":
            self._select = name
        if tag == "option" and self._select and ("selected" in given or self._select not in self.fields):
            self.fields[self._select] = [given["value"]]

    def handle_data(self, data: str) -> None:
        if self._text:
            self.fields[self._text][0] += data

    def handle_endtag(self, tag: str) -> None:
        if self._text and tag == "textarea":
            self.fields[self._text][0] = self.fields[self._text][0].removeprefix("\n")
            self._text = None
        self._select = None if tag == "select" else self._select
        self._inside = self._inside and tag != "form"


def fields_on(page: str, form: str = "loket-acts") -> Fields:
    """Return the fields of the page's acts, or of another ``form``, with what stands in them."""
    reader = _Reader(form)
    reader.feed(page)
    return reader.fields


class _Ways(HTMLParser):
    """Reads where the links of a page lead, and what the form of acts has for its first button."""

    def __init__(self, form: str = "acts") -> None:
        super().__init__()
        self._form = form
        self.links: list[str] = []
        self.first_button: dict[str, str] = {}
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inside = self._inside or (tag == "form" and given.get("id") == self._form)
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        owned = given["form"] == self._form if "form" in given else self._inside
        if tag == "button" and owned and not self.first_button:
            self.first_button = given

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "form"


def links_back(page: str, address: str) -> list[str]:
    """Return the links of a page that load it anew in another state, so that what stands typed in it would be lost."""
    ways = _Ways()
    ways.feed(page)
    path, _, _ = address.partition("?")
    return [
        link
        for link in ways.links
        if not link.startswith("#") and urlsplit(urldefrag(urljoin(f"http://here{address}", link)).url).path == path
    ]


def default_button(page: str, form: str = "acts") -> dict[str, str]:
    """Return the attributes of the first button of the form with this id, which the Enter key presses."""
    ways = _Ways(form)
    ways.feed(page)
    return ways.first_button
