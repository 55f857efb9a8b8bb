"""The vault in memory plays one that does not answer."""

from uuid import uuid4

import pytest
from kit.memory_vault import MemoryVault

from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.failures import VaultUnreachableError


@pytest.mark.asyncio
async def test_a_vault_that_is_away_says_nothing_about_any_key() -> None:
    vault = MemoryVault()
    name = KeyName(uuid4(), Compartment.QUESTION)
    key = (await vault.ensure([name]))[name]
    vault.reachable = False
    for call in (vault.allocate(), vault.ensure([name]), vault.open([key.kid]), vault.destroy(name.question_id)):
        with pytest.raises(VaultUnreachableError):
            await call
    vault.reachable = True
    assert await vault.open([key.kid]) == {key.kid: key}
