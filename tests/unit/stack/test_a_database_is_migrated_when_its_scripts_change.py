"""A service that is only started again does not wait for migrations that its database has had."""

import os
from pathlib import Path

import pytest

from loket_stack.components.services import RunOnChange


def test_it_is_done_once_until_a_script_is_new_or_changed(tmp_path: Path) -> None:
    done: list[str] = []
    script = tmp_path / "versions" / "0001.py"
    script.parent.mkdir()
    script.write_text("first")
    step = RunOnChange(tmp_path, lambda: done.append("migrated"))
    for expected in (1, 1):
        step()
        assert len(done) == expected
    (tmp_path / "versions" / "0002.py").write_text("second")
    step()
    assert len(done) == 2
    os.utime(script, (1, 1))
    step()
    assert len(done) == 3


def test_what_failed_is_done_again(tmp_path: Path) -> None:
    failures = [OSError()]

    def act() -> None:
        if failures:
            raise failures.pop()

    step = RunOnChange(tmp_path, act)
    with pytest.raises(OSError):  # noqa: PT011
        step()
    step()
    assert failures == []
