"""What a stack writes is read by its owner alone, also what an earlier release left open."""

import os
import stat
from pathlib import Path

import pytest

from loket_stack.paths import DATA_FOLDERS, Paths
from loket_stack.postgres.server import Account, Installation, move_data


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def open_to_all(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("x")
    for path in (file.parent, file):
        path.chmod(0o777)
    return file


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "var", tmp_path / "tools")


def test_everything_new_is_closed(paths: Paths) -> None:
    paths.make()
    assert {path.name: rights(path) for path in (paths.var, *paths.var.iterdir())} == {
        "var": 0o700,
        **{path.name: 0o700 for path in paths.var.iterdir()},
    }


@pytest.mark.parametrize("folder", DATA_FOLDERS)
def test_what_was_open_is_closed_at_the_next_start(paths: Paths, folder: str) -> None:
    file = open_to_all(paths.var / folder / "deep" / "file")
    paths.var.chmod(0o755)
    paths.make()
    assert [rights(path) for path in (file, file.parent, file.parent.parent, paths.var)] == [0o700] * 4


def test_what_a_link_leads_to_is_left_alone(paths: Paths, tmp_path: Path) -> None:
    elsewhere = open_to_all(tmp_path / "elsewhere" / "file")
    (paths.var / "log").mkdir(parents=True)
    (paths.var / "log" / "link").symlink_to(elsewhere.parent)
    paths.make()
    assert (rights(elsewhere), rights(elsewhere.parent)) == (0o777, 0o777)


def test_a_folder_that_others_use_too_stays_theirs(paths: Paths) -> None:
    paths.var.mkdir()
    paths.var.chmod(0o1777)
    paths.make()
    assert rights(paths.var) == 0o1777
    assert rights(paths.telemetry) == 0o700


def test_data_move_to_where_their_account_reaches_them_and_stay_there(tmp_path: Path) -> None:
    account = Account("me", os.getuid(), os.getgid())
    former, place = tmp_path / "var" / "postgres", Installation(account, tmp_path, tmp_path / "reachable" / "home")
    open_to_all(former / "data" / "PG_VERSION")
    move_data(place, former)
    assert (place.data / "PG_VERSION").read_text() == "x"
    assert not former.exists()
    open_to_all(former / "data" / "PG_VERSION").write_text("older")
    move_data(place, former)
    assert (place.data / "PG_VERSION").read_text() == "x"


def test_data_of_ones_own_account_do_not_move(tmp_path: Path) -> None:
    former = tmp_path / "postgres"
    open_to_all(former / "data" / "PG_VERSION")
    move_data(Installation(None, tmp_path, former), former)
    assert (former / "data" / "PG_VERSION").exists()
