"""A reader who has the credentials of every service, and whatever of the log and the databases was ever copied."""

import base64
import json
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AsyncExitStack
from itertools import chain
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CTR
from e2e.leaks.searching import Text
from kit.kafka_log import Record

from loket_policy.vault import VAULT_GRANTS
from loket_shared.db.connection import with_password
from loket_shared.failures import WrongSealError
from loket_shared.sealing import open_vault
from loket_shared.sealing.keys import DataKey
from loket_shared.sealing.seals import Box, unpack
from loket_stack.harness import Stack
from loket_stack.postgres.databases import SERVICES

_BYTES = re.compile(rb"\\\\x([0-9a-f]{60,})")
_FIRST_BLOCK = b"\0\0\0\2"
"""The counter at which AES-GCM begins to encrypt (NIST SP 800-38D); its tag, and so its AAD, the thief ignores."""


async def open_all(stack: Stack, log: Iterable[Record], dump: Iterable[Text]) -> list[Text]:
    """Return the content of each sealed value on the log and in the dump for which any service gets the key."""
    boxes = list(chain(_sealed_on(log), _sealed_in(dump)))
    keys = {key.kid: key async for key in _keys(stack, {box.kid for _, box in boxes})}
    return [Text(place, _open(box, keys[box.kid])) for place, box in boxes if box.kid in keys]


async def _keys(stack: Stack, kids: set[UUID]) -> AsyncIterator[DataKey]:
    async with AsyncExitStack() as opened:
        for name in SERVICES:
            env = stack.env(name)
            url = with_password(env["LOKET_VAULT_URL"], Path(env["LOKET_VAULT_PASSWORD_FILE"]))
            vault = open_vault(url, Path(env["LOKET_MASTER_KEY_FILE"]), VAULT_GRANTS[name])
            found = await (await opened.enter_async_context(vault)).open(kids)
            for key in found.values():
                if isinstance(key, DataKey):
                    yield key


def _open(box: Box, key: DataKey) -> bytes:
    opening = Cipher(AES256(key.secret), CTR(box.nonce + _FIRST_BLOCK)).decryptor()
    return unpack(opening.update(box.ciphertext))


def _sealed_on(log: Iterable[Record]) -> Iterator[tuple[str, Box]]:
    for record in log:
        yield from ((record.topic, box) for box in _slots(record.value or b""))


def _sealed_in(dump: Iterable[Text]) -> Iterator[tuple[str, Box]]:
    for text in dump:
        for found in _BYTES.findall(text.content):
            blob = bytes.fromhex(found.decode())
            yield from ((text.place, box) for box in (*_column(blob), *_slots(blob)))


def _column(blob: bytes) -> Iterator[Box]:
    try:
        yield Box.from_bytes(blob)
    except WrongSealError:
        return


def _slots(data: bytes) -> Iterator[Box]:
    """Yield what is sealed in the data of an event; what is no event holds nothing."""
    try:
        slots = json.loads(data).get("sealed", {}).values()
    except (ValueError, AttributeError):
        return
    for slot in slots:
        yield Box(UUID(slot["kid"]), base64.b64decode(slot["nonce"]), base64.b64decode(slot["ciphertext"]))
