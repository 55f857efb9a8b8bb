"""Signing keys in every kind of vault: the one in memory and the one in PostgreSQL run the same suite."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import pytest
from kit.memory_vault import MemoryKeys, MemoryVault

from loket_policy.vault import VAULT_GRANTS
from loket_shared.sealing.command import revoke_signing_key
from loket_shared.sealing.postgres_vault import SIGNING_KEY_DAYS, open_vault
from loket_shared.sealing.vault import Vault
from loket_stack.postgres.databases import Databases

SERVICES = sorted(VAULT_GRANTS)
CONTENT = b"what is signed"


@dataclass
class Trial:
    """``process`` opens a service's vault as a new process does; ``age`` and ``revoke`` are done to all vaults."""

    process: Callable[[str], AbstractAsyncContextManager[Vault]]
    age: Callable[[], Awaitable[None]]
    revoke: Callable[[UUID], Awaitable[None]]


@pytest.fixture(params=["memory", "postgres"])
def trial(request: pytest.FixtureRequest) -> Trial:
    return _in_memory() if request.param == "memory" else request.getfixturevalue("in_postgres")


def _in_memory() -> Trial:
    keys = MemoryKeys()

    @asynccontextmanager
    async def process(service: str) -> AsyncIterator[Vault]:
        yield MemoryVault(keys, VAULT_GRANTS[service])

    async def age() -> None:
        for service in list(keys.in_use):
            keys.retire(service)

    async def revoke(kid: UUID) -> None:
        keys.revoke(kid)

    return Trial(process, age, revoke)


@pytest.fixture
def in_postgres(databases: Databases, owner: asyncpg.Connection, master_key_file: Path) -> Trial:
    def process(service: str) -> AbstractAsyncContextManager[Vault]:
        return open_vault(databases.url(VAULT_GRANTS[service].role, "vault"), master_key_file, VAULT_GRANTS[service])

    async def age() -> None:
        made = "UPDATE vault.signing_keys SET made_at = made_at - make_interval(days => $1)"
        await owner.execute(made, SIGNING_KEY_DAYS)

    async def revoke(kid: UUID) -> None:
        assert await revoke_signing_key(owner, kid)

    return Trial(process, age, revoke)


@pytest.mark.asyncio
async def test_each_service_signs_with_a_key_of_its_own_that_all_can_verify(trial: Trial) -> None:
    signed = {}
    for service in SERVICES:
        async with trial.process(service) as vault:
            key = await vault.signing_key()
            signed[service] = (key.kid, key.sign(CONTENT))
    assert len({kid for kid, _ in signed.values()}) == len(SERVICES)
    for reader in SERVICES:
        async with trial.process(reader) as vault:
            for service, (kid, signature) in signed.items():
                public = await vault.public_key(kid)
                assert public is not None
                assert (public.service, public.revoked) == (service, False)
                assert public.verifies(signature, CONTENT)


@pytest.mark.asyncio
async def test_processes_that_come_at_the_same_time_get_the_same_key(trial: Trial) -> None:
    async def kid() -> UUID:
        async with trial.process("intake") as vault:
            return (await vault.signing_key()).kid

    assert len(set(await asyncio.gather(*(kid() for _ in range(8))))) == 1


@pytest.mark.asyncio
async def test_a_key_that_nobody_made_is_not_there(trial: Trial) -> None:
    async with trial.process("intake") as vault:
        assert await vault.public_key(uuid4()) is None


@pytest.mark.asyncio
async def test_a_key_that_came_of_age_is_replaced_and_still_verifies(trial: Trial) -> None:
    async with trial.process("intake") as vault:
        old = await vault.signing_key()
    await trial.age()
    async with trial.process("intake") as vault:
        new = await vault.signing_key()
        assert await vault.valid_signing_keys() == {old.kid, new.kid}
    async with trial.process("routing") as reader:
        for key in (old, new):
            public = await reader.public_key(key.kid)
            assert public is not None
            assert public.verifies(key.sign(CONTENT), CONTENT)
            assert not public.revoked
    assert old.kid != new.kid


@pytest.mark.asyncio
async def test_a_revoked_key_is_known_as_such_and_replaced(trial: Trial) -> None:
    async with trial.process("intake") as vault:
        old = await vault.signing_key()
    await trial.revoke(old.kid)
    async with trial.process("intake") as vault:
        new = await vault.signing_key()
        assert await vault.valid_signing_keys() == {new.kid}
    async with trial.process("routing") as reader:
        public = await reader.public_key(old.kid)
        assert public is not None
        assert public.revoked
    assert old.kid != new.kid


@pytest.mark.asyncio
async def test_a_running_process_hears_of_a_revocation(
    trial: Trial, until: Callable[[Callable[[], Awaitable[bool]]], Awaitable[None]]
) -> None:
    async with trial.process("intake") as vault, trial.process("routing") as reader:
        old = await vault.signing_key()
        await reader.public_key(old.kid)
        await trial.revoke(old.kid)

        async def heard() -> bool:
            public = await reader.public_key(old.kid)
            return public is not None and public.revoked and (await vault.signing_key()).kid != old.kid

        await until(heard)


@pytest.mark.asyncio
async def test_the_keys_of_others_are_not_among_ones_own(trial: Trial) -> None:
    async with trial.process("routing") as routing:
        await routing.signing_key()
    async with trial.process("intake") as vault:
        assert await vault.valid_signing_keys() == set()
        assert {(await vault.signing_key()).kid} == await vault.valid_signing_keys()


@pytest.mark.asyncio
@pytest.mark.parametrize("service", SERVICES)
async def test_every_role_may_ask_whether_a_question_is_destroyed(trial: Trial, service: str) -> None:
    question = uuid4()
    async with trial.process("backoffice") as backoffice, trial.process(service) as vault:
        assert not await vault.is_destroyed(question)
        await backoffice.destroy(question)
        assert await vault.is_destroyed(question)


@pytest.mark.asyncio
async def test_the_private_half_is_reached_by_its_own_role_only(
    databases: Databases, owner: asyncpg.Connection, in_postgres: Trial
) -> None:
    async with in_postgres.process("intake") as vault:
        kid = (await vault.signing_key()).kid
    connection = await asyncpg.connect(databases.url("loket_routing", "vault"))
    try:
        assert await connection.fetch("SELECT * FROM vault.signing_key(36500)") == []
        public = await connection.fetchrow("SELECT * FROM vault.public_key($1)", kid)
        assert set(public.keys()) == {"kid", "role", "public", "revoked"}
        made = "SELECT * FROM vault.replace_signing_key(gen_random_uuid(), $1, '', 1, 90)"
        with pytest.raises(asyncpg.CheckViolationError):
            await connection.fetch(made, b"a public half that nobody could read")
        assert (await connection.fetchrow(made, bytes(32)))["role"] == "loket_routing"
    finally:
        await connection.close()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await owner.fetch("SELECT * FROM vault.signing_key(36500)")


@pytest.mark.asyncio
async def test_a_key_that_is_not_in_use_has_no_private_half_any_more(
    owner: asyncpg.Connection, in_postgres: Trial
) -> None:
    in_use = "SELECT kid FROM vault.signing_keys WHERE wrapped IS NOT NULL"
    async with in_postgres.process("intake") as vault:
        await vault.signing_key()
    await in_postgres.age()
    async with in_postgres.process("intake") as vault:
        kid = (await vault.signing_key()).kid
    assert await owner.fetch(in_use) == [(kid,)]
    await in_postgres.revoke(kid)
    assert await owner.fetch(in_use) == []
    assert not await revoke_signing_key(owner, kid)
