"""Finding a word however it is written: as it is, in hexadecimal, in base64, or in one of these inside another."""

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

_HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){16,}")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{22,}={0,2}")
_NESTED = 3
"""A column shows in hexadecimal an event that holds a ciphertext in base64."""


class Text(NamedTuple):
    """Something that can be read, and where."""

    place: str
    content: bytes


def places_of(words: Mapping[str, str], texts: Iterable[Text]) -> dict[str, set[str]]:
    """Return for each word that is found, by its name, where."""
    names = {word.encode(): name for name, word in words.items()}
    any_word = re.compile(b"|".join(map(re.escape, names)))
    found: dict[str, set[str]] = {}
    for text in texts:
        for reading in _readings(text.content, _NESTED):
            for word in any_word.findall(reading) if names else ():
                found.setdefault(names[word], set()).add(text.place)
    return found


def _readings(content: bytes, deeper: int) -> Iterator[bytes]:
    yield content
    if deeper:
        for run in _HEX.findall(content):
            yield from _readings(bytes.fromhex(run.decode()), deeper - 1)
        for run in _BASE64.findall(content):
            yield from _readings(_from_base64(run), deeper - 1)


def _from_base64(run: bytes) -> bytes:
    whole = run.rstrip(b"=")
    whole = whole[: len(whole) - (len(whole) % 4 == 1)]
    return base64.b64decode(whole + b"=" * (-len(whole) % 4), altchars=b"-_" if b"-" in run or b"_" in run else None)
