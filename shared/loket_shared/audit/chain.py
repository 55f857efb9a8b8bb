"""How the links of the chain are made."""

import struct
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple

FIRST_HASH = bytes(32)


class Head(NamedTuple):
    """The last link of a chain: how many there are, and the hash over all of them."""

    link: int
    hash: bytes


EMPTY = Head(0, FIRST_HASH)


class Chained(NamedTuple):
    """What of a record goes into its hash: everything as it is kept, sealed content sealed."""

    time: datetime
    actor: str
    action: str
    object: str
    result: str
    origin: str
    content: bytes | None


def next_link(head: Head, record: Chained) -> Head:
    """Return the head after ``record``.

    The sealed content is hashed as ciphertext, so the chain stays valid when its key is destroyed.
    Every value goes in with its length, so that no two records hash alike.
    """
    values = [
        head.hash,
        struct.pack(">Q", head.link + 1),
        record.time.astimezone(UTC).isoformat(timespec="microseconds").encode(),
        *(text.encode() for text in (record.actor, record.action, record.object, record.result, record.origin)),
        record.content or b"",
    ]
    digest = sha256()
    for value in values:
        digest.update(struct.pack(">Q", len(value)) + value)
    return Head(head.link + 1, digest.digest())
