"""Whether a request body is something the rest can work with, decided before anything looks inside."""

from collections.abc import Iterator

import orjson

from loket_shared.http.media import is_form, is_json

DEEPEST = 32
_NUL_ESCAPE = b"\\u0000"


def is_sound(body: bytes, content_type: str) -> bool:
    """Say whether ``body`` can be parsed as what ``content_type`` says and be stored as text.

    JSON must be UTF-8 without lone surrogates (RFC 8259, section 8), no deeper than ``DEEPEST``, and,
    as forms, without NUL characters: PostgreSQL stores none.
    """
    if is_json(content_type):
        return _is_sound_json(body)
    return b"\0" not in body and not (is_form(content_type) and b"%00" in body)


def _is_sound_json(body: bytes) -> bool:
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        return False
    if _NUL_ESCAPE not in body and body.count(b"[") + body.count(b"{") <= DEEPEST:
        return True
    return all("\0" not in text for text in _texts(value)) and _depth(value) <= DEEPEST


def _texts(value: object) -> Iterator[str]:
    for part in _parts(value):
        if isinstance(part, str):
            yield part
        elif isinstance(part, dict):
            yield from part


def _parts(value: object) -> Iterator[object]:
    waiting = [value]
    while waiting:
        part = waiting.pop()
        yield part
        waiting.extend(_children(part))


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
