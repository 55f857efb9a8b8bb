"""The owner puts all keys under a new master key; then the old one can go."""

import os
import re
import subprocess
import sys
from base64 import b64encode
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.failures import WrongSeal
from loket_shared.sealing.open_vault import open_vault
from loket_shared.sealing.reach import REACH
from loket_shared.sealing.sealer import Sealer
from loket_stack.postgres.databases import Databases


def _run(command: str, databases: Databases, master_key_file: Path, *arguments: str) -> str:
    environment = {
        **os.environ,
        "LOKET_VAULT_URL": databases.url("loket_vault", "vault"),
        "LOKET_MASTER_KEY_FILE": str(master_key_file),
    }
    line = [sys.executable, "-m", "loket_shared.sealing", command, *arguments]
    return subprocess.run(line, env=environment, check=True, capture_output=True, text=True).stdout  # noqa: S603


def _under(master_key_file: Path, *keys: tuple[int, str]) -> Path:
    master_key_file.write_text("\n".join(f"{version}:{key}" for version, key in keys))
    return master_key_file


@pytest.mark.asyncio
async def test_what_was_sealed_opens_under_the_new_master_key_alone(
    owner: asyncpg.Connection, databases: Databases, tmp_path: Path
) -> None:
    url, file = databases.url("loket_backoffice", "vault"), tmp_path / "master-keys"
    first, second = (b64encode(os.urandom(32)).decode() for _ in range(2))
    async with open_vault(url, _under(file, (1, first)), REACH["backoffice"]) as vault:
        sealed = await Sealer(vault).seal(b"content", KeyName(uuid4(), Compartment.QUESTION), b"here")
    assert "1 keys are now under master key 2" in _run("rewrap", databases, _under(file, (1, first), (2, second)))
    assert await owner.fetchval("SELECT count(*) FROM vault.keys WHERE master_version <> 2") == 0
    async with open_vault(url, _under(file, (2, second)), REACH["backoffice"]) as vault:
        assert await Sealer(vault).open(sealed, b"here") == b"content"
    async with open_vault(url, _under(file, (2, first)), REACH["backoffice"]) as vault:
        with pytest.raises(WrongSeal):
            await Sealer(vault).open(sealed, b"here")


@pytest.mark.asyncio
async def test_a_service_signs_with_the_same_key_under_the_new_master_key(
    owner: asyncpg.Connection, databases: Databases, tmp_path: Path
) -> None:
    url, file, reach = databases.url("loket_backoffice", "vault"), tmp_path / "master-keys", REACH["backoffice"]
    first, second = (b64encode(os.urandom(32)).decode() for _ in range(2))
    async with open_vault(url, _under(file, (1, first)), reach) as vault:
        kid = (await vault.signing_key()).kid
    assert "1 keys are now under master key 2" in _run("rewrap", databases, _under(file, (1, first), (2, second)))
    async with open_vault(url, _under(file, (2, second)), reach) as vault:
        key, public = await vault.signing_key(), await vault.public_key(kid)
        assert key.kid == kid
        assert public is not None
        assert public.verifies(key.sign(b"content"), b"content")
    async with open_vault(url, _under(file, (2, first)), reach) as vault:
        with pytest.raises(WrongSeal):
            await vault.signing_key()


@pytest.mark.asyncio
async def test_the_commands_show_and_revoke_a_signing_key(
    owner: asyncpg.Connection, databases: Databases, master_key_file: Path
) -> None:
    reach = REACH["routing"]
    async with open_vault(databases.url(reach.role, "vault"), master_key_file, reach) as vault:
        kid = (await vault.signing_key()).kid
    assert re.search(rf"{kid} +routing +\S+ +in use", _run("signing-keys", databases, master_key_file))
    assert "proves nothing any more" in _run("revoke", databases, master_key_file, str(kid))
    assert re.search(rf"{kid} +routing +\S+ +revoked", _run("signing-keys", databases, master_key_file))
    for wrong in (["revoke", str(kid)], ["revoke"], ["revoke", "x"], ["migrate", str(kid)]):
        with pytest.raises(subprocess.CalledProcessError):
            _run(wrong[0], databases, master_key_file, *wrong[1:])


@pytest.mark.asyncio
async def test_the_command_migrates(owner: asyncpg.Connection, databases: Databases, master_key_file: Path) -> None:
    await owner.execute("DROP SCHEMA vault CASCADE")
    assert "up to date" in _run("migrate", databases, master_key_file)
    assert await owner.fetchval("SELECT count(*) FROM vault.roles") == 4
