"""The codes of the trail: of each record, which only the service can make, and of the links of their chain.

The code of a record covers the columns that the service writes. The columns that the database adds - the position and
the start of the transaction - are covered by the chain, within seconds. Links from before the keys are SHA-256 hashes
over some of the columns; they stay valid. The first keyed link is made over every column of all records before it.
"""

import os
import struct
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from loket_shared.audit.keys import DIGEST_BYTES, KEY_ID_BYTES, AuditKeys

_FORMAT = b"\x02"

KEYED_HASH_BYTES = 1 + KEY_ID_BYTES + DIGEST_BYTES

NONCE_BYTES = 16

MAC_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES + DIGEST_BYTES

LONGEST_TRANSACTION = timedelta(minutes=15)
"""The largest difference between a record's time and the start of its transaction; no transaction takes this long."""

Value = str | bytes | int | datetime | None


def encode(purpose: str, *values: Value) -> bytes:
    """Return the bytes of ``values`` for one purpose; each value carries its kind and its length."""
    return b"".join(map(_encoded, (purpose, *values)))


def _encoded(value: Value) -> bytes:
    match value:
        case None:
            kind, content = b"-", b""
        case str():
            kind, content = b"t", value.encode()
        case bytes():
            kind, content = b"b", value
        case int():
            kind, content = b"i", b"%d" % value
        case datetime():
            kind, content = b"m", value.astimezone(UTC).isoformat(timespec="microseconds").encode()
    return kind + struct.pack(">Q", len(content)) + content


class Written(NamedTuple):
    """The columns of a record that the service writes."""

    time: datetime
    actor: str
    action: str
    object: str
    result: str
    origin: str
    content: bytes | None
    times: int
    trace_id: str | None
    caller_span_id: str | None


class ChainedRecord(NamedTuple):
    """A stored record: every column except link and hash; sealed content stays sealed."""

    position: int
    time: datetime
    actor: str
    action: str
    object: str
    result: str
    origin: str
    content: bytes | None
    times: int
    began: datetime | None
    trace_id: str | None
    caller_span_id: str | None
    mac: bytes


def mac_of(keys: AuditKeys, written: Written) -> bytes:
    """Return the code for a new record; its nonce makes equal records differ and exposes a copy."""
    nonce = os.urandom(NONCE_BYTES)
    return _FORMAT + keys.newest + nonce + keys.digest(keys.newest, _message(nonce, written))


def is_authentic(keys: AuditKeys, record: ChainedRecord) -> bool:
    """Return True if the service wrote ``record``; raises the errors of ``AuditKeys.digest``."""
    mac = record.mac
    if not mac or len(mac) != MAC_BYTES or not mac.startswith(_FORMAT):
        return False
    key_id, nonce, digest = mac[1:5], mac[5:21], mac[21:]
    return keys.matches(key_id, _message(nonce, _written(record)), digest)


def is_timely(record: ChainedRecord) -> bool:
    """Return True if the record's time is close to the start of its transaction."""
    return record.began is not None and abs(record.time - record.began) <= LONGEST_TRANSACTION


def _written(record: ChainedRecord) -> Written:
    return Written(*(getattr(record, name) for name in Written._fields))


def _message(nonce: bytes, written: Written) -> bytes:
    return encode("loket audit record", nonce, *written)


class Head(NamedTuple):
    """The last link of a chain: its number, counted from 1, and its hash, which covers all links before it."""

    link: int
    hash: bytes


EMPTY = Head(0, bytes(32))


def next_link(keys: AuditKeys, head: Head, record: ChainedRecord) -> Head:
    """Return the head after ``record``.

    ``head.hash`` is the previous hash, or the anchor if that hash was made without a key. The sealed content is hashed
    as ciphertext, so the chain stays valid when its key is destroyed.
    """
    link = head.link + 1
    digest = keys.digest(keys.newest, _linked(head.hash, link, record))
    return Head(link, _FORMAT + keys.newest + digest)


def is_keyed(found: bytes) -> bool:
    """Return True if a hash has the form of a keyed hash."""
    return len(found) == KEYED_HASH_BYTES and found.startswith(_FORMAT)


def key_of(found: bytes) -> bytes:
    """Return the id of the key that a keyed hash names."""
    return found[1 : 1 + KEY_ID_BYTES]


def follows(keys: AuditKeys, previous: bytes, link: int, record: ChainedRecord, found: bytes) -> bool:
    """Return True if ``found`` is the keyed hash of ``record`` at this link; raises as ``AuditKeys.digest``."""
    return keys.matches(key_of(found), _linked(previous, link, record), found[1 + KEY_ID_BYTES :])


def anchor(previous: bytes, head: Head, record: ChainedRecord) -> bytes:
    """Return the anchor: the hash over a record that was chained without a key and over all records before it."""
    return sha256(encode("loket audit anchor", previous, head.link, head.hash, *record)).digest()


def unkeyed_link(head: Head, record: ChainedRecord) -> Head:
    """Return the head after ``record`` in the format from before the keys."""
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


def _linked(previous: bytes, link: int, record: ChainedRecord) -> bytes:
    return encode("loket audit link", previous, link, *record)
