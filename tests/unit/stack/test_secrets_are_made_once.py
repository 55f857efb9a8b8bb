"""Secrets: made at the first start, for their owner only, never made anew over data they belong to."""

from datetime import timedelta
from pathlib import Path

import pytest

from loket_shared.sealing.master_keys import MasterKeys
from loket_stack.console import StackError
from loket_stack.secret_files import master_key, password, require_secret


def test_a_password_stays_the_same(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    assert password(file) == password(file)
    assert len(password(file)) >= 32


def test_two_passwords_differ(tmp_path: Path) -> None:
    assert password(tmp_path / "one") != password(tmp_path / "other")


def test_only_the_owner_reads_it(tmp_path: Path) -> None:
    password(tmp_path / "secret")
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def test_the_master_key_is_made_once_for_the_owner_only_and_knows_its_age(tmp_path: Path) -> None:
    file = master_key(tmp_path / "key")
    first = file.read_text()
    assert master_key(file).read_text() == first
    assert file.stat().st_mode & 0o777 == 0o600
    age = MasterKeys.read(file).age
    assert age is not None
    assert age < timedelta(hours=1)


def test_a_lost_secret_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StackError, match="missing") as told:
        require_secret(tmp_path / "master-key")
    assert "./loket reset" in told.value.remedy
