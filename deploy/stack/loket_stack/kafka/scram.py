"""The request that sets the password of a SCRAM login (RFC 5802); aiokafka has no such request."""

import secrets
from hashlib import pbkdf2_hmac

from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import CompactArray, CompactBytes, CompactString, Int8, Int16, Int32, Schema, TaggedFields

_ALTER_USER_SCRAM_CREDENTIALS = 51
_SHA_512 = 2
_ROUNDS = 4096
"""Kafka's least; the passwords are random and long, so that more would only cost time at each connect."""


class _Answer(Response):  # type: ignore[misc]
    API_KEY = _ALTER_USER_SCRAM_CREDENTIALS
    API_VERSION = 0
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "results",
            CompactArray(
                ("user", CompactString("utf-8")),
                ("error_code", Int16),
                ("error_message", CompactString("utf-8")),
                ("tags", TaggedFields),
            ),
        ),
        ("tags", TaggedFields),
    )


class _Alter(RequestStruct):  # type: ignore[misc]
    API_KEY = _ALTER_USER_SCRAM_CREDENTIALS
    API_VERSION = 0
    FLEXIBLE_VERSION = True
    RESPONSE_TYPE = _Answer
    SCHEMA = Schema(
        (
            "deletions",
            CompactArray(("name", CompactString("utf-8")), ("mechanism", Int8), ("tags", TaggedFields)),
        ),
        (
            "upsertions",
            CompactArray(
                ("name", CompactString("utf-8")),
                ("mechanism", Int8),
                ("iterations", Int32),
                ("salt", CompactBytes),
                ("salted_password", CompactBytes),
                ("tags", TaggedFields),
            ),
        ),
        ("tags", TaggedFields),
    )


class SetPassword(Request[_Alter]):  # type: ignore[misc]
    """Set the password of one login, for SCRAM-SHA-512."""

    API_KEY = _ALTER_USER_SCRAM_CREDENTIALS

    def __init__(self, name: str, password: str) -> None:
        salt = secrets.token_bytes(32)
        salted = pbkdf2_hmac("sha512", password.encode(), salt, _ROUNDS)
        self._upsertion: tuple[object, ...] = (name, _SHA_512, _ROUNDS, salt, salted, {})

    def build(self, request_struct_class: type[_Alter]) -> _Alter:
        """Return the request on the wire."""
        return request_struct_class([], [self._upsertion], {})
