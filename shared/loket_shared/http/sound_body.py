"""Whether a request body is something the rest can work with, decided before anything looks inside."""

import json
from collections import Counter
from typing import Any

import orjson
from starlette.exceptions import HTTPException

from loket_shared.contracts.texts import Text
from loket_shared.failures import FieldError, InvalidInput
from loket_shared.http.media import is_form, is_json

DEEPEST = 32
MOST_PARTS = 200_000
"""Brackets, commas and colons in a body: more than a rule set has, and few enough to take apart at once."""

_LONGEST_NAME, _MOST_NAMED = 100, 20
_TWICE = Text(nl="Dit veld staat er meer dan eens.", en="This field is given more than once.")


def require_sound(body: bytes, content_type: str) -> None:
    """Let ``body`` pass if it can be parsed as what ``content_type`` says and be stored as text.

    JSON must be UTF-8 without lone surrogates (RFC 8259, section 8), no deeper than ``DEEPEST``, with each
    name once in an object, and, as forms, without NUL characters: PostgreSQL stores none.

    Raises:
        HTTPException: it cannot be read.
        InvalidInput: a name stands twice in an object; another reader might take the other value.
    """
    if is_json(content_type):
        _require_sound_json(body)
    elif b"\0" in body or (is_form(content_type) and b"%00" in body):
        raise HTTPException(400)


def _require_sound_json(body: bytes) -> None:
    # Counted in the bytes, also within texts: taking a body apart costs far more than this.
    if sum(map(body.count, (b"[", b"{", b",", b":"))) > MOST_PARTS:
        raise HTTPException(400)
    try:
        orjson.loads(body)
        value = json.loads(body, object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        raise HTTPException(400) from None
    if body.count(b"[") + body.count(b"{") > DEEPEST and _depth(value) > DEEPEST:
        raise HTTPException(400)
    if b"\\u0000" in body and _holds_nul(value):
        raise HTTPException(400)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        twice = [name for name, times in Counter(name for name, _ in pairs).items() if times > 1]
        raise InvalidInput(*(FieldError(name[:_LONGEST_NAME], _TWICE) for name in twice[:_MOST_NAMED]))
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
