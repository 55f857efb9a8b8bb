"""Packing: deflate, then pad to size steps."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket_shared.sealing.seals import LARGEST_CONTENT, LARGEST_STEP, SMALLEST_STEP, pack, step_for, unpack


@given(content=st.binary(max_size=30_000))
def test_unpacks_what_was_packed(content: bytes) -> None:
    assert unpack(pack(content)) == content


@given(content=st.binary(max_size=30_000))
def test_every_packed_value_has_the_size_of_a_step(content: bytes) -> None:
    size = len(pack(content))
    assert size == step_for(size)
    assert size % SMALLEST_STEP == 0


@pytest.mark.parametrize(
    ("size", "step"),
    [(1, 512), (512, 512), (513, 1024), (1025, 2048), (8192, 8192), (8193, 16384), (16385, 24576)],
)
def test_the_steps(size: int, step: int) -> None:
    assert step_for(size) == step


def test_short_contents_all_look_alike() -> None:
    assert {len(pack(b"a" * length)) for length in range(400)} == {SMALLEST_STEP}


@given(garbage=st.binary(max_size=200))
def test_garbage_is_refused(garbage: bytes) -> None:
    with pytest.raises(ValueError, match="packed value"):
        unpack(b"\xff" * 4 + garbage)


def test_a_bomb_is_refused() -> None:
    bomb = zlib.compress(bytes(LARGEST_CONTENT + 1))
    packed = (len(bomb).to_bytes(4, "big") + bomb).ljust(LARGEST_STEP, b"\0")
    with pytest.raises(ValueError, match="not a whole"):
        unpack(packed)


def test_a_value_that_was_cut_off_is_refused() -> None:
    deflated = zlib.compress(b"content")[:-3]
    with pytest.raises(ValueError, match="packed value"):
        unpack(len(deflated).to_bytes(4, "big") + deflated)
