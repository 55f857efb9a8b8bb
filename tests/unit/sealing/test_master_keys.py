"""Data keys under a master key that stands in no database."""

import os
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.failures import VaultUnreachableError, WrongSealError
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
    with pytest.raises(VaultUnreachableError):
        MasterKeys({1: FIRST}).unwrap(new)


def test_another_master_key_does_not_unwrap() -> None:
    with pytest.raises(WrongSealError):
        MasterKeys({1: SECOND}).unwrap(MasterKeys({1: FIRST}).wrap(KEY))


def test_a_key_that_was_put_under_another_name_does_not_unwrap() -> None:
    masters = MasterKeys({1: FIRST})
    wrapped = masters.wrap(KEY)
    for name in (
        KEY.name._replace(compartment=Compartment.NOTICE),
        KEY.name._replace(request_id=None),
        KEY.name._replace(question_id=uuid4()),
    ):
        with pytest.raises(WrongSealError):
            masters.unwrap(wrapped._replace(name=name))
    with pytest.raises(WrongSealError):
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


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file, since = tmp_path / "master-key", datetime.now(UTC).replace(microsecond=0)
    keys = MasterKeys({1: FIRST, 2: SECOND}, {2: since})
    file.write_text(keys.to_text())
    read = MasterKeys.read(file)
    assert (read.since, read.newest, read.age) == (keys.since, 2, None)
    assert read.unwrap(MasterKeys({1: FIRST}).wrap(KEY)) == KEY


def test_a_key_whose_time_has_not_come_unwraps_and_does_not_wrap() -> None:
    moment = datetime.now(UTC)
    keys = MasterKeys({1: FIRST, 2: SECOND}, {1: moment, 2: moment + timedelta(hours=1)}, now=lambda: moment)
    assert (keys.wrap(KEY).version, keys.coming, keys.former) == (1, 2, frozenset())
    assert keys.unwrap(MasterKeys({2: SECOND}).wrap(KEY)) == KEY
    later = MasterKeys({1: FIRST, 2: SECOND}, keys.since, now=lambda: moment + timedelta(hours=1))
    assert (later.wrap(KEY).version, later.coming, later.former) == (2, None, frozenset({1}))
    assert later.without_former().since.keys() == {2}


def test_a_secret_of_another_kind_is_wrapped_alike() -> None:
    keys = MasterKeys({1: FIRST})
    wrapped, version = keys.wrap_secret(b"of any kind", b"bound")
    assert keys.unwrap_secret(wrapped, version, b"bound") == b"of any kind"
    with pytest.raises(WrongSealError):
        keys.unwrap_secret(wrapped, version, b"elsewhere")


def test_a_pseudonym_holds_whatever_master_key_is_in_use() -> None:
    first = MasterKeys({1: FIRST})
    both = first.with_next(datetime.now(UTC))
    assert both.newest == 2
    assert {keys.pseudonym("expert-mivd") for keys in (both, both.without_former())} == {first.pseudonym("expert-mivd")}
    assert MasterKeys({2: SECOND}).pseudonym("expert-mivd") != first.pseudonym("expert-mivd")
