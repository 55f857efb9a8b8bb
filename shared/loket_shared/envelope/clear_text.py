"""Tells whether the data of an event hold content in the clear, which may neither be parked nor copied."""

from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from pydantic import TypeAdapter, ValidationError

from loket_shared.contracts.registry import BY_TYPE
from loket_shared.envelope.envelope import Envelope
from loket_shared.envelope.sealed_data import SEALED, Slot
from loket_shared.failures import PermanentError

_DATA = TypeAdapter(dict[str, Any])
_SLOTS = TypeAdapter(dict[str, Slot])
_CODES = TypeAdapter(dict[str, UUID | datetime | int | float | bool | None])


class ClearTextError(PermanentError):
    """The record holds content in the clear, so it may not be parked."""


def is_fully_sealed(envelope: Envelope) -> bool:
    """Return True if the data hold only sealed slots and values that may be in the clear.

    For a known type those values are its own clear fields; for an unknown type they are ids, times and numbers.
    """
    try:
        clear = _DATA.validate_python(orjson.loads(envelope.data))
        _SLOTS.validate_python(clear.pop(SEALED, {}))
        _CODES.validate_python({name: value for name, value in clear.items() if name not in _allowed(envelope.type)})
    except (orjson.JSONDecodeError, ValidationError):
        return False
    return True


def _allowed(event_type: str) -> frozenset[str]:
    kind = BY_TYPE.get(event_type)
    if kind is None:
        return frozenset()
    clear = kind.model_fields.keys() - kind.sealed_parts().keys()
    return frozenset(kind.wire_name(field) for field in clear)
