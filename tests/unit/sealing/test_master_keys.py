"""Data keys under a master key that stands in no database."""

import os
from base64 import b64encode
from pathlib import Path
from uuid import uuid4

import pytest

from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.failures import VaultUnreachable, WrongSeal
from loket_shared.sealing.key_pool import new_key
from loket_shared.sealing.master_keys import MasterKeys

FIRST, SECOND = os.urandom(32), os.urandom(32)
KEY = new_key(KeyName(uuid4(), Compartment.WORK, uuid4()))


def test_unwraps_what_it_wrapped() -> None:
    masters = MasterKeys({1: FIRST})
    wrapped = masters.wrap(KEY)
    assert masters.unwrap(wrapped) == KEY
    assert KEY.secret not in wrapped.wrapped


def test_wraps_under_the_newest_and_unwraps_under_any() -> None:
    old = MasterKeys({1: FIRST}).wrap(KEY)
    both = MasterKeys({1: FIRST, 2: SECOND})
    assert both.unwrap(old) == KEY
    assert both.wrap(KEY).version == 2


def test_a_master_key_that_is_not_at_hand_yet_is_waited_for() -> None:
    new = MasterKeys({1: FIRST, 2: SECOND}).wrap(KEY)
    with pytest.raises(VaultUnreachable):
        MasterKeys({1: FIRST}).unwrap(new)


def test_another_master_key_does_not_unwrap() -> None:
    with pytest.raises(WrongSeal):
        MasterKeys({1: SECOND}).unwrap(MasterKeys({1: FIRST}).wrap(KEY))


def test_a_key_that_was_put_under_another_name_does_not_unwrap() -> None:
    masters = MasterKeys({1: FIRST})
    wrapped = masters.wrap(KEY)
    for name in (
        KEY.name._replace(compartment=Compartment.NOTICE),
        KEY.name._replace(request_id=None),
        KEY.name._replace(question_id=uuid4()),
    ):
        with pytest.raises(WrongSeal):
            masters.unwrap(wrapped._replace(name=name))
    with pytest.raises(WrongSeal):
        masters.unwrap(wrapped._replace(kid=uuid4()))


def test_reads_one_key_or_a_key_a_version(tmp_path: Path) -> None:
    file = tmp_path / "master-key"
    file.write_bytes(b64encode(FIRST) + b"\n")
    wrapped = MasterKeys.read(file).wrap(KEY)
    file.write_bytes(b"1:" + b64encode(FIRST) + b"\n2:" + b64encode(SECOND) + b"\n")
    masters = MasterKeys.read(file)
    assert masters.newest == 2
    assert masters.unwrap(wrapped) == KEY


@pytest.mark.parametrize(
    "text",
    ["", "\n", "no base64!", "QUJD", "x:" + b64encode(FIRST).decode()],
    ids=["empty", "blank", "no base64", "too short", "version that is no number"],
)
def test_refuses_a_file_without_keys(tmp_path: Path, text: str) -> None:
    file = tmp_path / "master-key"
    file.write_text(text)
    with pytest.raises(ValueError, match=r".+"):
        MasterKeys.read(file)


def test_a_pseudonym_holds_while_the_oldest_master_key_is_at_hand() -> None:
    name = MasterKeys({1: FIRST}).pseudonym("expert-mivd")
    assert MasterKeys({1: FIRST, 2: SECOND}).pseudonym("expert-mivd") == name
    assert MasterKeys({2: SECOND}).pseudonym("expert-mivd") != name
