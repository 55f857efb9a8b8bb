"""A rotation that is cut short goes on later, and in the end nobody opens what the disk holds of destroyed keys."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from integration.sealing.conftest import Until
from integration.sealing.rotating import AT_ONCE, as_service, backoffice, rotate

from loket_policy.vault import VAULT_GRANTS
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.failures import WrongSealError
from loket_shared.sealing.key_pool import new_key
from loket_shared.sealing.keys import KeyState
from loket_shared.sealing.master_key_file import MasterKeyFile
from loket_shared.sealing.master_keys import MasterKeys, Wrapped, bound_to
from loket_shared.sealing.postgres_vault import open_vault
from loket_shared.sealing.rotate import Rotation, Step
from loket_stack.postgres.databases import Databases


class Breaking:
    """A connection that breaks at one of its statements."""

    def __init__(self, connection: asyncpg.Connection, after: int) -> None:
        self._connection, self._left = connection, after

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._connection, name)
        if name not in {"execute", "executemany", "fetch", "fetchval"}:
            return found

        async def asked(*arguments: object) -> object:
            if self._left <= 0 and "unlock" not in str(arguments[0]):
                raise ConnectionResetError
            self._left -= 1
            return await found(*arguments)

        return asked


@pytest.mark.asyncio
async def test_cut_short_at_any_statement_it_goes_on_later_and_no_key_is_ever_lost(
    owner: asyncpg.Connection, databases: Databases, master_key_file: Path
) -> None:
    cuts = 0
    async with as_service(databases, MasterKeyFile(master_key_file)) as vault:
        keys = await vault.ensure([new_key(KeyName(uuid4(), compartment)) for compartment in Compartment])
        rotation, step = Rotation(master_key_file, spread=AT_ONCE), Step.ADDED
        assert await rotation.step(owner) is Step.ADDED
        while step is not Step.DESTROYED:
            try:
                step = await rotation.step(Breaking(owner, cuts))
            except (ConnectionResetError, asyncpg.InterfaceError):
                cuts += 1
            assert dict(await vault.open([key.kid for key in keys])) == {key.kid: key for key in keys}
    assert cuts >= 6
    assert MasterKeys.read(master_key_file).since.keys() == {2}


def remnants(data: Path, wrapped: Sequence[bytes]) -> Iterator[bytes]:
    """Yield which of the ``wrapped`` keys stand in some file of the database server, its log of writes included."""
    contents = [file.read_bytes() for file in data.rglob("*") if file.is_file() and not file.is_symlink()]
    for each in wrapped:
        if any(each in content for content in contents):
            yield each


def opened(masters: MasterKeys, key: Wrapped) -> bool:
    """Return True if one of the master keys opens it, whatever version it claims."""
    for version in masters.since:
        try:
            masters.unwrap_secret(key.wrapped, version, bound_to(key.kid, key.name))
        except WrongSealError:
            continue
        return True
    return False


@pytest.mark.asyncio
async def test_after_erasing_and_rotating_no_master_key_opens_what_the_disk_still_holds(
    owner: asyncpg.Connection, databases: Databases, master_key_file: Path, until: Until
) -> None:
    question = uuid4()
    superuser = await asyncpg.connect(databases.url("loket", "vault"))
    data = Path(await superuser.fetchval("SHOW data_directory"))
    async with open_vault(backoffice(databases), master_key_file, VAULT_GRANTS["backoffice"]) as vault:
        names = [KeyName(question, compartment) for compartment in Compartment]
        keys = list((await vault.ensure(names)).values())
        kept = (await vault.ensure([KeyName(uuid4(), Compartment.ANSWER)])).popitem()[1]
        rows = await owner.fetch("SELECT kid, wrapped FROM vault.keys WHERE question_id = $1", question)
        by_kid = {key.kid: key.name for key in keys}
        wrapped = [Wrapped(row["kid"], by_kid[row["kid"]], row["wrapped"], 1) for row in rows]
        before = MasterKeys.read(master_key_file)
        await vault.destroy(question)
        await superuser.execute("CHECKPOINT")
        # The search finds them, and whoever has the master key of that time opens them: so it can fail.
        assert set(remnants(data, [key.wrapped for key in wrapped])) == {key.wrapped for key in wrapped}
        assert all(opened(before, key) for key in wrapped)

        await rotate(owner, Rotation(master_key_file, spread=AT_ONCE))
        await superuser.execute("CHECKPOINT")
        assert list(remnants(data, [key.wrapped for key in wrapped]))
        after = MasterKeys.read(master_key_file)
        assert not any(opened(after, key) for key in wrapped)
        secrets = [key.secret for key in keys]
        assert not list(remnants(data, secrets))
        assert await vault.open([kept.kid, keys[0].kid]) == {kept.kid: kept, keys[0].kid: KeyState.DESTROYED}
    await superuser.close()
