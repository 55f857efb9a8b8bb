"""Reads a JSON body once: the guard parses it, and the route gets what it parsed."""

import json
from collections import Counter
from typing import Any

import orjson
from pydantic_core import PydanticUndefined
from starlette.exceptions import HTTPException
from starlette.types import Scope

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError

NO_BODY = PydanticUndefined
"""What FastAPI takes for a body that is not there; JSON's null is a body."""

_KEPT = "loket.json"


def keep_json(scope: Scope, value: Any) -> None:
    """Keep the value of the body for the route."""
    scope[_KEPT] = value


def kept_json(scope: Scope) -> Any:
    """Return the value that was kept, or ``NO_BODY``."""
    return scope.get(_KEPT, NO_BODY)


MAX_DEPTH = 32
MAX_PARTS = 200_000
"""Brackets, commas and colons in a body: more than a rule set has, and few enough to parse without delay for others."""

_LONGEST_NAME, _MOST_NAMED = 100, 20
_TWICE = BilingualText(nl="Dit veld staat er meer dan eens.", en="This field is given more than once.")


def read_json(body: bytes) -> Any:
    """Return the value of ``body``, which can be stored as text.

    JSON must be UTF-8 without lone surrogates (RFC 8259, section 8), at most ``MAX_DEPTH`` deep, have each name once in
    an object, and contain no NUL characters: PostgreSQL stores none.

    Raises:
        HTTPException: the body cannot be read.
        InvalidInputError: a name occurs twice in an object; another program might take the other value.
    """
    # Counted in the bytes, also within texts: parsing costs far more than counting.
    if sum(map(body.count, (b"[", b"{", b",", b":"))) > MAX_PARTS:
        raise HTTPException(400)
    try:
        orjson.loads(body)
        value = json.loads(body, object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        raise HTTPException(400) from None
    if body.count(b"[") + body.count(b"{") > MAX_DEPTH and _depth(value) > MAX_DEPTH:
        raise HTTPException(400)
    if b"\\u0000" in body and _holds_nul(value):
        raise HTTPException(400)
    return value


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        twice = [name for name, times in Counter(name for name, _ in pairs).items() if times > 1]
        raise InvalidInputError(*(FieldError(name[:_LONGEST_NAME], _TWICE) for name in twice[:_MOST_NAMED]))
    return value


def _holds_nul(value: object) -> bool:
    waiting = [value]
    while waiting:
        part = waiting.pop()
        texts = (part,) if isinstance(part, str) else part if isinstance(part, dict) else ()
        if any("\0" in text for text in texts):
            return True
        waiting.extend(_children(part))
    return False


def _depth(value: object) -> int:
    depth, level = 0, [value]
    while level:
        level = [child for part in level for child in _children(part)]
        depth += 1
    return depth


def _children(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
