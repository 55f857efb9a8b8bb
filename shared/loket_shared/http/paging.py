"""Lists in pages: a cursor names the last entry seen, so nothing is skipped or doubled when entries come in."""

import base64
from typing import Annotated, Any, Generic, TypeVar

import orjson
from fastapi import Depends, Query

from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import Text
from loket_shared.failures import FieldError, InvalidInput

Item = TypeVar("Item")
Key = tuple[str | int, ...]

DEFAULT_LIMIT = 50
LARGEST_LIMIT = 200
_NO_CURSOR = Text(nl="Dit is geen cursor van deze lijst.", en="This is not a cursor of this list.")


class Page(WireModel, Generic[Item]):
    """One page of a list; ``next`` is the cursor of the page after it, or null at the end."""

    items: tuple[Item, ...]
    next: str | None


class PageRequest:
    """Which page is asked for: ``limit`` entries after the one whose sort key is ``after``."""

    def __init__(self, after: Key | None = None, limit: int = DEFAULT_LIMIT) -> None:
        self.after = after
        self.limit = limit

    def next_cursor(self, keys: "list[Key]") -> str | None:
        """Return the cursor after this page, given the sort keys of ``limit + 1`` entries read.

        One more entry than the page holds tells that there is a next page.
        """
        return encode_cursor(keys[self.limit - 1]) if len(keys) > self.limit else None


def encode_cursor(key: Key) -> str:
    """Return the sort key of an entry as a cursor."""
    return base64.urlsafe_b64encode(orjson.dumps(key)).decode().rstrip("=")


def decode_cursor(cursor: str, shape: tuple[type, ...]) -> Key:
    """Return the sort key in ``cursor``, which must have a value of each type in ``shape``.

    Raises:
        InvalidInput: the text is not a cursor that was made for such a list.
    """
    try:
        values: Any = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        values = None
    if not isinstance(values, list) or [type(value) for value in values] != list(shape):
        raise InvalidInput(FieldError("cursor", _NO_CURSOR))
    if any(isinstance(value, str) and "\0" in value for value in values):
        raise InvalidInput(FieldError("cursor", _NO_CURSOR))
    return tuple(values)


def page_of(*shape: type) -> Any:
    """Return a dependency that reads ``?cursor=&limit=`` of a list sorted by values of the types in ``shape``."""

    def read(
        cursor: Annotated[str | None, Query(max_length=500)] = None,
        limit: Annotated[int, Query(ge=1, le=LARGEST_LIMIT)] = DEFAULT_LIMIT,
    ) -> PageRequest:
        return PageRequest(decode_cursor(cursor, shape) if cursor else None, limit)

    return Depends(read)
