"""The authentication code that a service gives each record it writes: nobody else can make one.

It is over all that the service itself writes. What the database adds - where the record stands and when
its transaction began - the chain is over as well, within seconds.
"""

import os
from datetime import datetime, timedelta
from typing import NamedTuple

from loket_shared.audit.chain import FORMAT, ChainedRecord
from loket_shared.audit.encoding import encode
from loket_shared.audit.keys import DIGEST_BYTES, KEY_ID_BYTES, AuditKeys

NONCE_BYTES = 16
MAC_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES + DIGEST_BYTES

LONGEST_TRANSACTION = timedelta(minutes=15)
"""How far a record's time may lie from when the database began its transaction; far more than any takes."""


class Written(NamedTuple):
    """What the service writes of a record."""

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


def mac_of(keys: AuditKeys, written: Written) -> bytes:
    """Return a code for a new record; its nonce makes two equal records differ, and a copy of one show."""
    nonce = os.urandom(NONCE_BYTES)
    return FORMAT + keys.newest + nonce + keys.digest(keys.newest, _message(nonce, written))


def is_authentic(keys: AuditKeys, record: ChainedRecord) -> bool:
    """Return whether the service wrote ``record``; raises as ``AuditKeys.digest``."""
    mac = record.mac
    if not mac or len(mac) != MAC_BYTES or not mac.startswith(FORMAT):
        return False
    key_id, nonce, digest = mac[1:5], mac[5:21], mac[21:]
    return keys.matches(key_id, _message(nonce, _written(record)), digest)


def is_timely(record: ChainedRecord) -> bool:
    """Return whether the time that the service wrote fits when the database began the transaction."""
    return record.began is not None and abs(record.time - record.began) <= LONGEST_TRANSACTION


def _written(record: ChainedRecord) -> Written:
    return Written(*(getattr(record, name) for name in Written._fields))


def _message(nonce: bytes, written: Written) -> bytes:
    return encode("loket audit record", nonce, *written)
