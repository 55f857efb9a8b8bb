"""Whether a copy of a record may be kept: only where all content in it is sealed.

Anybody who can write to a topic can put clear text there, by mistake or on purpose; a copy in a
database would outlive what erasing can reach.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from pydantic import TypeAdapter, ValidationError

from loket_shared.contracts.registry import BY_TYPE
from loket_shared.envelope import Envelope
from loket_shared.envelope.parts import SEALED, Slot, wire_name

_DATA = TypeAdapter(dict[str, Any])
_SLOTS = TypeAdapter(dict[str, Slot])
_CODES = TypeAdapter(dict[str, UUID | datetime | int | float | bool | None])


def is_fully_sealed(envelope: Envelope) -> bool:
    """Return whether the data hold, beside sealed slots, only what may stand in the clear.

    For a known type those are its own clear fields; for an unknown one ids, times and numbers.
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
    return frozenset(wire_name(kind, field) for field in clear)
