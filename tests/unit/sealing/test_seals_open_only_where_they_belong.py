"""A sealed value opens with its own key at its own place, whole, and nowhere else."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit.memory_vault import MemoryKeys, MemoryVault
from kit.no_seal import NoSeal

from loket_policy.vault import VAULT_GRANTS
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.failures import ErasedError, KeyForbiddenError, WrongSealError
from loket_shared.sealing.key_pool import new_key
from loket_shared.sealing.keys import KeyState
from loket_shared.sealing.sealer import Sealer
from loket_shared.sealing.seals import AesGcmSeal, Box

KEY = new_key(KeyName(uuid4(), Compartment.QUESTION))
NAME = KEY.name


@given(content=st.binary(max_size=20_000), aad=st.binary(max_size=80))
def test_what_was_closed_opens_unchanged(content: bytes, aad: bytes) -> None:
    box = AesGcmSeal().close(content, KEY, aad)
    assert AesGcmSeal().open(Box.from_bytes(box.to_bytes()), KEY, aad) == content


@given(content=st.binary(max_size=300), at=st.integers(min_value=0), bit=st.integers(min_value=0, max_value=7))
def test_no_single_bit_may_change(content: bytes, at: int, bit: int) -> None:
    blob = bytearray(AesGcmSeal().close(content, KEY, b"here").to_bytes())
    at = 17 + at % (len(blob) - 17)
    blob[at] ^= 1 << bit
    with pytest.raises(WrongSealError):
        AesGcmSeal().open(Box.from_bytes(bytes(blob)), KEY, b"here")


@pytest.mark.parametrize(("key", "aad"), [(KEY, b"there"), (new_key(NAME), b"here"), (KEY, b"")])
def test_another_key_or_place_does_not_open(key: object, aad: bytes) -> None:
    box = AesGcmSeal().close(b"content", KEY, b"here")
    with pytest.raises(WrongSealError):
        AesGcmSeal().open(box, key, aad)  # type: ignore[arg-type]


def test_the_same_content_never_looks_the_same() -> None:
    boxes = [AesGcmSeal().close(b"content", KEY, b"here") for _ in range(100)]
    assert len({box.nonce for box in boxes}) == len({box.ciphertext for box in boxes}) == 100


@given(blob=st.binary(max_size=60))
def test_bytes_that_are_no_box_are_refused(blob: bytes) -> None:
    with pytest.raises(WrongSealError):
        Box.from_bytes(b"\x02" + blob)
    with pytest.raises(WrongSealError):
        Box.from_bytes(blob[:29])


def test_the_control_run_seals_nothing() -> None:
    box = NoSeal().close(b"canary", KEY, b"here")
    assert b"canary" in box.to_bytes()
    assert NoSeal().open(box, KEY, b"here") == b"canary"


def test_a_key_never_shows_its_secret() -> None:
    assert repr(KEY.secret) not in repr(KEY)
    assert "secret" not in str(KEY)


@pytest.mark.asyncio
async def test_the_sealer_tells_apart_why_a_value_stays_closed() -> None:
    keys = MemoryKeys()
    backoffice, intake = (Sealer(MemoryVault(keys, VAULT_GRANTS[service])) for service in ("backoffice", "intake"))
    closed = await backoffice.seal(b"who", KeyName(NAME.question_id, Compartment.PARTICIPATION), b"row")
    with pytest.raises(KeyForbiddenError):
        await intake.open(closed, b"row")
    with pytest.raises(WrongSealError):
        await Sealer(MemoryVault()).open(closed, b"row")
    with pytest.raises(WrongSealError):
        await backoffice.open(closed, b"another row")
    assert await backoffice.open(closed, b"row") == b"who"
    keys.destroy(NAME.question_id)
    with pytest.raises(ErasedError):
        await backoffice.open(closed, b"row")
    with pytest.raises(ErasedError):
        await backoffice.seal(b"again", NAME, b"row")


@pytest.mark.asyncio
async def test_a_list_opens_what_it_may_and_says_why_not_the_rest() -> None:
    keys = MemoryKeys()
    backoffice, intake = (Sealer(MemoryVault(keys, VAULT_GRANTS[service])) for service in ("backoffice", "intake"))
    other = uuid4()
    mine = await backoffice.seal(b"question", NAME, b"1")
    closed = await backoffice.seal(b"who", KeyName(NAME.question_id, Compartment.PARTICIPATION), b"2")
    erased = await backoffice.seal(b"gone", KeyName(other, Compartment.QUESTION), b"3")
    keys.destroy(other)
    opened = await intake.open_many([(mine, b"1"), (closed, b"2"), (erased, b"3")])
    assert opened == [b"question", KeyState.FORBIDDEN, KeyState.DESTROYED]
    with pytest.raises(WrongSealError):
        await Sealer(MemoryVault()).open_many([(mine, b"1")])
