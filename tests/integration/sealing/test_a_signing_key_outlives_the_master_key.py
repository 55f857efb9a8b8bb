"""A service goes on signing with its key when the master key is replaced, until the key is revoked."""

import os
import re
from base64 import b64encode
from pathlib import Path

import asyncpg
import pytest
from integration.sealing.rotating import run, under

from loket_policy.vault import VAULT_GRANTS
from loket_shared.failures import WrongSealError
from loket_shared.sealing.postgres_vault import open_vault
from loket_stack.postgres.databases import Databases


@pytest.mark.asyncio
async def test_a_service_signs_with_the_same_key_under_the_new_master_key(
    owner: asyncpg.Connection, databases: Databases, tmp_path: Path
) -> None:
    url, file, reach = databases.url("loket_backoffice", "vault"), tmp_path / "master-keys", VAULT_GRANTS["backoffice"]
    first, second = (b64encode(os.urandom(32)).decode() for _ in range(2))
    async with open_vault(url, under(file, (1, first)), reach) as vault:
        kid = (await vault.signing_key()).kid
    assert "1 keys are now under master key 2" in run("rewrap", databases, under(file, (1, first), (2, second))).stdout
    async with open_vault(url, under(file, (2, second)), reach) as vault:
        key, public = await vault.signing_key(), await vault.public_key(kid)
        assert key.kid == kid
        assert public is not None
        assert public.verifies(key.sign(b"content"), b"content")
    async with open_vault(url, under(file, (2, first)), reach) as vault:
        with pytest.raises(WrongSealError):
            await vault.signing_key()


@pytest.mark.asyncio
async def test_the_commands_show_and_revoke_a_signing_key(
    owner: asyncpg.Connection, databases: Databases, master_key_file: Path
) -> None:
    reach = VAULT_GRANTS["routing"]
    async with open_vault(databases.url(reach.role, "vault"), master_key_file, reach) as vault:
        kid = (await vault.signing_key()).kid
    assert re.search(rf"{kid} +routing +\S+ +in use", run("signing-keys", databases, master_key_file).stdout)
    assert "proves nothing any more" in run("revoke", databases, master_key_file, str(kid)).stdout
    assert re.search(rf"{kid} +routing +\S+ +revoked", run("signing-keys", databases, master_key_file).stdout)
    for wrong in (["revoke", str(kid)], ["revoke"], ["revoke", "x"], ["migrate", str(kid)]):
        assert run(wrong[0], databases, master_key_file, *wrong[1:]).returncode != 0
