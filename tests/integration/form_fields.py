"""What a browser without scripts sends of a page: every field as it stands there."""

from html.parser import HTMLParser

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
