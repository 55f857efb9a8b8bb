"""What every kind of vault promises: the one in memory and the one in PostgreSQL run the same suite."""

import asyncio
from collections.abc import Mapping
from typing import cast
from uuid import uuid4

import pytest
from kit.memory_vault import MemoryKeys, MemoryVault

from loket_policy.vault import VAULT_GRANTS
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.failures import ErasedError, KeyForbiddenError
from loket_shared.sealing.keys import DataKey, KeyState
from loket_shared.sealing.vault import Vault

Vaults = Mapping[str, Vault]
"""One vault as each service sees it, by the service's name."""


@pytest.fixture(params=["memory", "postgres"])
def vaults(request: pytest.FixtureRequest) -> Vaults:
    if request.param == "postgres":
        return cast(Vaults, request.getfixturevalue("postgres_vaults"))
    keys = MemoryKeys()
    return {service: MemoryVault(keys, reach) for service, reach in VAULT_GRANTS.items()}


SERVICES = sorted(VAULT_GRANTS)
ALL = sorted(Compartment)


async def _key(vault: Vault, name: KeyName) -> DataKey:
    return (await vault.ensure([name]))[name]


async def _state(vault: Vault, key: DataKey) -> DataKey | KeyState:
    return (await vault.open([key.kid]))[key.kid]


@pytest.mark.asyncio
async def test_draws_an_id_once(vaults: Vaults) -> None:
    drawn = await asyncio.gather(*(vaults["intake"].allocate() for _ in range(200)))
    assert len(set(drawn)) == 200


@pytest.mark.asyncio
@pytest.mark.parametrize("service", [name for name in SERVICES if not VAULT_GRANTS[name].takes_in])
async def test_draws_only_for_who_takes_questions_in(vaults: Vaults, service: str) -> None:
    with pytest.raises(KeyForbiddenError):
        await vaults[service].allocate()


@pytest.mark.asyncio
async def test_gives_every_caller_the_same_key(vaults: Vaults) -> None:
    name = KeyName(await vaults["intake"].allocate(), Compartment.QUESTION)
    keys = await asyncio.gather(*(_key(vaults[service], name) for service in ("intake", "routing", "backoffice")))
    assert {key.secret for key in keys} == {keys[0].secret}
    assert {key.kid for key in keys} == {keys[0].kid}
    assert {key.name for key in keys} == {name}


@pytest.mark.asyncio
async def test_gives_every_name_another_key(vaults: Vaults) -> None:
    question = uuid4()
    names = [KeyName(question, compartment, request) for compartment in ALL for request in (None, uuid4())]
    keys = await vaults["backoffice"].ensure(names)
    assert len({key.secret for key in keys.values()}) == len({key.kid for key in keys.values()}) == len(names)


@pytest.mark.asyncio
@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("compartment", ALL)
async def test_each_role_reaches_its_compartments_only(vaults: Vaults, service: str, compartment: Compartment) -> None:
    name = KeyName(await vaults["intake"].allocate(), compartment)
    key = await _key(vaults["backoffice"], name)
    if compartment in VAULT_GRANTS[service].compartments:
        assert await _state(vaults[service], key) == key
        assert await _key(vaults[service], name) == key
    else:
        assert await _state(vaults[service], key) is KeyState.FORBIDDEN
        with pytest.raises(KeyForbiddenError):
            await vaults[service].ensure([name])


@pytest.mark.asyncio
async def test_tells_an_unknown_key_from_others(vaults: Vaults) -> None:
    key = await _key(vaults["backoffice"], KeyName(uuid4(), Compartment.ANSWER))
    unknown = uuid4()
    assert await vaults["intake"].open([unknown, key.kid]) == {unknown: KeyState.UNKNOWN, key.kid: key}


@pytest.mark.asyncio
async def test_destroys_every_key_of_a_question_and_no_other(vaults: Vaults) -> None:
    backoffice = vaults["backoffice"]
    question, other = uuid4(), uuid4()
    names = [KeyName(question, Compartment.QUESTION), KeyName(question, Compartment.WORK, uuid4())]
    keys = await backoffice.ensure(names)
    kept = await _key(backoffice, KeyName(other, Compartment.QUESTION))
    await backoffice.destroy(question)
    assert {await _state(backoffice, key) for key in keys.values()} == {KeyState.DESTROYED}
    assert await _state(backoffice, kept) == kept


@pytest.mark.asyncio
async def test_makes_no_new_key_for_a_destroyed_question(vaults: Vaults) -> None:
    question = uuid4()
    await vaults["backoffice"].destroy(question)
    for compartment in ALL:
        with pytest.raises(ErasedError):
            await vaults["backoffice"].ensure([KeyName(question, compartment)])


@pytest.mark.asyncio
async def test_destroys_again_without_harm(vaults: Vaults) -> None:
    key = await _key(vaults["backoffice"], KeyName(uuid4(), Compartment.QUESTION))
    await vaults["backoffice"].destroy(key.name.question_id)
    await vaults["backoffice"].destroy(key.name.question_id)
    assert await _state(vaults["backoffice"], key) is KeyState.DESTROYED


@pytest.mark.asyncio
async def test_destroying_wins_against_keys_made_meanwhile(vaults: Vaults) -> None:
    backoffice, routing, question = vaults["backoffice"], vaults["routing"], uuid4()
    name = KeyName(question, Compartment.PARTICIPATION)
    await asyncio.gather(
        *(routing.ensure([name]) for _ in range(5)),
        backoffice.destroy(question),
        *(backoffice.ensure([name]) for _ in range(5)),
        return_exceptions=True,
    )
    with pytest.raises(ErasedError):
        await backoffice.ensure([name])


@pytest.mark.asyncio
@pytest.mark.parametrize("service", [name for name in SERVICES if not VAULT_GRANTS[name].erases])
async def test_destroys_only_for_who_erases(vaults: Vaults, service: str) -> None:
    key = await _key(vaults["backoffice"], KeyName(uuid4(), Compartment.QUESTION))
    with pytest.raises(KeyForbiddenError):
        await vaults[service].destroy(key.name.question_id)
    assert await _state(vaults["backoffice"], key) == key


@pytest.mark.asyncio
async def test_a_key_made_by_a_role_that_is_refused_in_part_is_not_made(vaults: Vaults) -> None:
    question = uuid4()
    with pytest.raises(KeyForbiddenError):
        await vaults["notifications"].ensure(
            [KeyName(question, Compartment.ASKER), KeyName(question, Compartment.QUESTION)]
        )
    mine = await _key(vaults["backoffice"], KeyName(question, Compartment.ASKER))
    assert await _state(vaults["notifications"], mine) == mine


@pytest.mark.asyncio
async def test_every_service_gives_a_subject_the_same_pseudonym(vaults: Vaults) -> None:
    names = {vaults[service].pseudonym("expert-aivd") for service in SERVICES}
    assert len(names) == 1
    assert "aivd" not in names.pop()
    assert vaults["intake"].pseudonym("asker") != vaults["intake"].pseudonym("colleague")
