"""A master key is used for some days; then everything living is under the next one, and what was destroyed is gone."""

import asyncio
import os
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from integration.sealing.conftest import Until
from integration.sealing.rotating import AT_ONCE, as_service, backoffice, rotate, run, under

from loket_policy.vault import VAULT_GRANTS
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.failures import VaultUnreachableError, WrongSealError
from loket_shared.sealing.key_pool import new_key
from loket_shared.sealing.keys import DataKey
from loket_shared.sealing.master_key_file import MasterKeyFile, write_keys
from loket_shared.sealing.master_keys import MasterKeyMissingError, MasterKeys
from loket_shared.sealing.postgres_vault import open_vault
from loket_shared.sealing.rotate import Rotation, Step, rewrap
from loket_shared.sealing.sealer import Sealer
from loket_stack.components.postgres import rotate_master_key
from loket_stack.postgres.databases import Databases


def aged(file: Path, **age: float) -> MasterKeys:
    """Make the file's only master key so old."""
    keys = MasterKeys.read(file)
    keys.since = dict.fromkeys(keys.since, datetime.now(UTC) - timedelta(**age))
    file.write_text(keys.to_text())
    return keys


@pytest.mark.asyncio
async def test_what_was_sealed_opens_under_the_new_master_key_alone(
    owner: asyncpg.Connection, databases: Databases, tmp_path: Path
) -> None:
    url, file = backoffice(databases), tmp_path / "master-keys"
    first, second = (b64encode(os.urandom(32)).decode() for _ in range(2))
    async with open_vault(url, under(file, (1, first)), VAULT_GRANTS["backoffice"]) as vault:
        sealed = await Sealer(vault).seal(b"content", KeyName(uuid4(), Compartment.QUESTION), b"here")
    told = run("rewrap", databases, under(file, (1, first), (2, second))).stdout
    assert "1 keys are now under master key 2" in told
    assert await owner.fetchval("SELECT count(*) FROM vault.keys WHERE master_version <> 2") == 0
    async with open_vault(url, under(file, (2, second)), VAULT_GRANTS["backoffice"]) as vault:
        assert await Sealer(vault).open(sealed, b"here") == b"content"
    async with open_vault(url, under(file, (2, first)), VAULT_GRANTS["backoffice"]) as vault:
        with pytest.raises(WrongSealError):
            await Sealer(vault).open(sealed, b"here")


@pytest.mark.asyncio
async def test_the_command_migrates(owner: asyncpg.Connection, databases: Databases, master_key_file: Path) -> None:
    await owner.execute("DROP SCHEMA vault CASCADE")
    assert "up to date" in run("migrate", databases, master_key_file).stdout
    assert await owner.fetchval("SELECT count(*) FROM vault.roles") == 4


@pytest.mark.asyncio
async def test_the_command_rotates_when_it_is_time_and_tells_when_it_is_late(
    owner: asyncpg.Connection, databases: Databases, master_key_file: Path
) -> None:
    soon = {"LOKET_MASTER_KEY_SPREAD_MINUTES": "0"}
    aged(master_key_file, days=1)
    assert run("rotate", databases, master_key_file, **soon).stdout.strip() == Step.NOTHING
    assert run("status", databases, master_key_file).returncode == 0
    aged(master_key_file, days=8)
    assert run("status", databases, master_key_file).returncode == 1
    steps = [run("rotate", databases, master_key_file, **soon).stdout.strip() for _ in range(3)]
    assert steps == [Step.ADDED, Step.DESTROYED, Step.NOTHING]
    assert run("status", databases, master_key_file).returncode == 0


@pytest.mark.asyncio
async def test_a_new_key_is_used_once_every_process_can_have_read_it(
    owner: asyncpg.Connection, master_key_file: Path
) -> None:
    aged(master_key_file, days=6)
    assert await Rotation(master_key_file).step(owner) is Step.ADDED
    keys = MasterKeys.read(master_key_file)
    assert (keys.newest, keys.coming, keys.former) == (1, 2, frozenset())
    assert await Rotation(master_key_file).step(owner) is Step.WAITING
    later = MasterKeys.read(master_key_file, lambda: datetime.now(UTC) + timedelta(minutes=11))
    assert (later.newest, later.coming, later.former) == (2, None, frozenset({1}))


@pytest.mark.asyncio
async def test_pseudonyms_outlive_the_master_keys(owner: asyncpg.Connection, master_key_file: Path) -> None:
    name = MasterKeys.read(master_key_file).pseudonym("asker")
    await rotate(owner, Rotation(master_key_file, spread=AT_ONCE))
    assert MasterKeys.read(master_key_file).since.keys() == {2}
    assert MasterKeys.read(master_key_file).pseudonym("asker") == name


def rights(file: Path) -> int:
    return file.stat().st_mode & 0o777


def beside(file: Path) -> list[str]:
    return [other.name for other in file.parent.iterdir() if other != file]


@pytest.mark.asyncio
async def test_the_file_keeps_its_rights_and_nothing_else_lies_beside_it(
    owner: asyncpg.Connection, master_key_file: Path
) -> None:
    await asyncio.to_thread(master_key_file.chmod, 0o640)
    await rotate(owner, Rotation(master_key_file, spread=AT_ONCE))
    assert rights(master_key_file) == 0o640
    assert beside(master_key_file) == []


@pytest.mark.asyncio
async def test_a_running_service_opens_and_makes_keys_before_between_and_after_all_steps(
    owner: asyncpg.Connection, databases: Databases, master_key_file: Path
) -> None:
    """Another process than the one that adds keys, and both read the file only when they have to."""
    rotation, made = Rotation(master_key_file, spread=AT_ONCE), list[DataKey]()
    one, other = MasterKeyFile(master_key_file), MasterKeyFile(master_key_file)
    async with as_service(databases, one) as maker, as_service(databases, other) as reader:
        for _ in range(2):
            for _ in range(3):
                made += await maker.ensure([new_key(KeyName(uuid4(), Compartment.ANSWER)) for _ in range(3)])
                assert dict(await reader.open([key.kid for key in made])) == {key.kid: key for key in made}
                await rotation.step(owner)
            aged(master_key_file, days=6)
    assert MasterKeys.read(master_key_file).since.keys() == {3}


def copied(file: Path) -> Path:
    """Return a copy of the file, as a process has it that no change reaches."""
    copy = file.with_name("as-it-was")
    copy.write_text(file.read_text())
    return copy


@pytest.mark.asyncio
async def test_nothing_comes_in_under_a_key_that_is_about_to_go(
    owner: asyncpg.Connection, databases: Databases, master_key_file: Path
) -> None:
    behind = MasterKeyFile(master_key_file)
    left_behind = MasterKeyFile(copied(master_key_file))
    await rotate(owner, Rotation(master_key_file, spread=AT_ONCE))
    async with as_service(databases, left_behind) as vault:
        with pytest.raises(MasterKeyMissingError):
            await vault.ensure([new_key(KeyName(uuid4(), Compartment.ANSWER))])
    async with as_service(databases, behind) as vault:
        (key,) = await vault.ensure([new_key(KeyName(uuid4(), Compartment.ANSWER))])
        assert await vault.open([key.kid]) == [(key.kid, key)]
    assert await owner.fetchval("SELECT count(*) FROM vault.keys WHERE master_version < 2") == 0


@pytest.mark.asyncio
async def test_the_stack_takes_the_step_that_is_due_and_leaves_the_vault_alone_where_none_is(
    owner: asyncpg.Connection, databases: Databases, master_key_file: Path
) -> None:
    aged(master_key_file, days=1)
    await rotate_master_key(master_key_file, "postgresql://nobody@127.0.0.1:1/nowhere")
    aged(master_key_file, days=6)
    await rotate_master_key(master_key_file, databases.url("loket_vault", "vault"))
    assert MasterKeys.read(master_key_file).coming == 2


@pytest.mark.asyncio
async def test_cut_short_before_the_file_is_written_it_goes_on_later(
    owner: asyncpg.Connection, databases: Databases, master_key_file: Path
) -> None:
    rotation = Rotation(master_key_file, spread=AT_ONCE)
    await rotation.step(owner)
    await rewrap(owner, rotation.keys())
    (master_key_file.parent / f".master-key.{os.getpid()}").write_text("left by a process that died")
    assert await rotation.step(owner) is Step.DESTROYED
    assert MasterKeys.read(master_key_file).since.keys() == {2}


@pytest.mark.asyncio
async def test_one_rotates_at_a_time(owner: asyncpg.Connection, databases: Databases, master_key_file: Path) -> None:
    other = await asyncpg.connect(databases.url("loket_vault", "vault"))
    rotation = Rotation(master_key_file, spread=AT_ONCE)
    both = await asyncio.gather(rotation.step(owner), rotation.step(other), return_exceptions=True)
    await other.close()
    assert Step.ADDED in both
    assert MasterKeys.read(master_key_file).since.keys() <= {1, 2}
    assert all(isinstance(each, Step | VaultUnreachableError) for each in both)


@pytest.mark.asyncio
async def test_a_service_takes_up_a_change_of_the_file_by_itself(
    owner: asyncpg.Connection, databases: Databases, master_key_file: Path, until: Until
) -> None:
    async with open_vault(backoffice(databases), master_key_file, VAULT_GRANTS["backoffice"]) as vault:
        name = KeyName(uuid4(), Compartment.ANSWER)
        await vault.ensure([name])
        await rotate(owner, Rotation(master_key_file, spread=AT_ONCE))

        async def taken_up() -> bool:
            await vault.ensure([KeyName(uuid4(), Compartment.ANSWER)])
            return bool(await owner.fetchval("SELECT bool_and(master_version = 2) FROM vault.keys"))

        await until(taken_up)


def test_a_file_that_is_half_written_by_hand_leaves_the_keys_as_they_are(master_key_file: Path) -> None:
    file = MasterKeyFile(master_key_file)
    key = new_key(KeyName(uuid4(), Compartment.ANSWER))
    wrapped = file.keys.wrap(key)
    master_key_file.write_text("1:half")
    file.reload()
    assert file.keys.unwrap(wrapped) == key


def test_the_old_file_is_overwritten(master_key_file: Path) -> None:
    kept = master_key_file.with_name("another-name")
    kept.hardlink_to(master_key_file)
    write_keys(master_key_file, MasterKeys.read(master_key_file).with_next(datetime.now(UTC)))
    assert set(kept.read_bytes()) == {0}
