"""Lists in pages. A cursor names the last entry of a page, so new entries cause neither gaps nor repeats."""

import base64
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

import orjson
from fastapi import Depends, Query

from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError
from loket_shared.timestamps import exists_everywhere

Item = TypeVar("Item")
Key = tuple[Any, ...]
"""The sort key of an entry; its values have the types that ``page_of`` names."""

DEFAULT_LIMIT = 50
MAX_LIMIT = 200
_LARGEST_INTEGER = 2**63 - 1
"""The largest value of a bigint column."""

_CURSOR = "^[A-Za-z0-9_-]*$"
_NO_CURSOR = BilingualText(nl="Dit is geen cursor van deze lijst.", en="This is not a cursor of this list.")


class Page(WireModel, Generic[Item]):
    """One page of a list; ``next`` is the cursor of the next page, or null at the end."""

    items: tuple[Item, ...]
    next: str | None


class PageRequest:
    """The requested page: ``limit`` entries after the one whose sort key is ``after``."""

    def __init__(self, after: Key | None = None, limit: int = DEFAULT_LIMIT) -> None:
        self.after = after
        self.limit = limit

    def next_cursor(self, keys: "list[Key]") -> str | None:
        """Return the cursor after this page, given the sort keys of ``limit + 1`` entries.

        The entry beyond the page shows that a next page exists.
        """
        return encode_cursor(keys[self.limit - 1]) if len(keys) > self.limit else None


def encode_cursor(key: Key) -> str:
    """Return the sort key of an entry as a cursor."""
    # asyncpg returns UUIDs of its own class.
    return base64.urlsafe_b64encode(orjson.dumps(key, default=str)).decode().rstrip("=")


def decode_cursor(cursor: str, shape: tuple[type, ...]) -> Key:
    """Return the sort key in ``cursor``, which must have a value of each type in ``shape``.

    Raises:
        InvalidInputError: the text is not a cursor of such a list.
    """
    try:
        values: Any = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return tuple(_read(value, kind) for value, kind in zip(values, shape, strict=True))
    except (ValueError, TypeError):
        raise InvalidInputError(FieldError("cursor", _NO_CURSOR)) from None


def _read(value: Any, kind: type) -> Any:
    """Return ``value`` as the type ``kind``; ids and times are encoded as text.

    Raises:
        ValueError: the value is of another type, or the database cannot hold it.
    """
    if kind is UUID and isinstance(value, str):
        return UUID(value)
    if kind is datetime and isinstance(value, str):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None or not exists_everywhere(moment):
            raise ValueError(kind)
        return moment
    if type(value) is not kind or (isinstance(value, str) and "\0" in value):
        raise ValueError(kind)
    if isinstance(value, int) and not -_LARGEST_INTEGER <= value <= _LARGEST_INTEGER:
        raise ValueError(kind)
    return value


def page_of(*shape: type) -> Any:
    """Return a dependency that reads ``?cursor=&limit=`` of a list sorted by values of the types in ``shape``."""

    def read(
        cursor: Annotated[str | None, Query(max_length=500, json_schema_extra={"pattern": _CURSOR})] = None,
        limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = DEFAULT_LIMIT,
    ) -> PageRequest:
        return PageRequest(decode_cursor(cursor, shape) if cursor else None, limit)

    return Depends(read)


PageById = Annotated[PageRequest, page_of(UUID)]
"""A page of a list that is sorted by id."""


def last_id(page: PageRequest) -> UUID | None:
    """Return the id after which ``page`` of a list sorted by id starts; None for the first page."""
    return page.after[0] if page.after and isinstance(page.after[0], UUID) else None


PageByMoment = Annotated[PageRequest, page_of(datetime, UUID)]
"""A page of a list that is sorted by a time, and by id for equal times."""


def last_moment(page: PageRequest) -> tuple[datetime, UUID] | None:
    """Return the time and the id after which ``page`` of a list sorted by them starts; None for the first page."""
    match page.after:
        case (datetime() as moment, UUID() as entry_id):
            return moment, entry_id
        case _:
            return None
