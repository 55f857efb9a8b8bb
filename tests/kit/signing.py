"""Signing as a service of a running stack does, which takes the credentials of that service."""

import asyncio
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from loket_policy.vault import VAULT_GRANTS
from loket_shared.db.connection import with_password
from loket_shared.envelope import from_record, sign, to_record
from loket_shared.sealing import open_vault
from loket_shared.sealing.postgres_vault import PostgresVault
from loket_shared.sealing.signing_keys import PublicKey, SigningKey
from loket_stack.harness import Stack

Headers = Sequence[tuple[str, bytes]]
T = TypeVar("T")


def signing_key_of(stack: Stack, service: str) -> SigningKey:
    """Return the key that ``service`` signs with."""
    return _aside(_signing_key(stack, service))


def public_keys(stack: Stack, kids: set[str]) -> dict[str, PublicKey | None]:
    """Return what any service gets to know of these keys."""
    return _aside(_public_keys(stack, kids))


def sent_by(key: SigningKey, topic: str, value: bytes, headers: Headers, **changes: Any) -> tuple[bytes, Headers]:
    """Return the record's key and headers as the holder of ``key`` sends it with ``changes`` to its attributes."""
    event = from_record(dict(headers)["ce_partitionkey"], value, headers)
    record_key, _, signed = to_record(sign(replace(event, **changes), topic, key))
    return record_key, signed


def _aside(work: Coroutine[Any, Any, T]) -> T:
    """Run ``work`` in a thread of its own: a browser's tests keep a loop in theirs."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, work).result()


def _vault(stack: Stack, service: str) -> AbstractAsyncContextManager[PostgresVault]:
    env = stack.env(service)
    url = with_password(env["LOKET_VAULT_URL"], Path(env["LOKET_VAULT_PASSWORD_FILE"]))
    return open_vault(url, Path(env["LOKET_MASTER_KEY_FILE"]), VAULT_GRANTS[service])


async def _signing_key(stack: Stack, service: str) -> SigningKey:
    async with _vault(stack, service) as vault:
        return await vault.signing_key()


async def _public_keys(stack: Stack, kids: set[str]) -> dict[str, PublicKey | None]:
    async with _vault(stack, "notifications") as vault:
        return {kid: await vault.public_key(UUID(kid)) for kid in kids}
