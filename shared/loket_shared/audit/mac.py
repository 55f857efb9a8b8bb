"""The authentication code that a service gives each record that it writes; nobody else can make one.

It covers the columns that the service writes. The columns that the database adds - the position and the start of the
transaction - are covered by the chain, within seconds.
"""

import os
from datetime import datetime, timedelta
from typing import NamedTuple

from loket_shared.audit.chain import FORMAT, ChainedRecord, encode
from loket_shared.audit.keys import DIGEST_BYTES, KEY_ID_BYTES, AuditKeys

NONCE_BYTES = 16
MAC_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES + DIGEST_BYTES

LONGEST_TRANSACTION = timedelta(minutes=15)
"""The largest difference between a record's time and the start of its transaction; no transaction takes this long."""


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


def mac_of(keys: AuditKeys, written: Written) -> bytes:
    """Return the code for a new record; its nonce makes equal records differ and exposes a copy."""
    nonce = os.urandom(NONCE_BYTES)
    return FORMAT + keys.newest + nonce + keys.digest(keys.newest, _message(nonce, written))


def is_authentic(keys: AuditKeys, record: ChainedRecord) -> bool:
    """Return True if the service wrote ``record``; raises the errors of ``AuditKeys.digest``."""
    mac = record.mac
    if not mac or len(mac) != MAC_BYTES or not mac.startswith(FORMAT):
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
