"""The server is tuned for a small machine, but a commit is on the disk before it is answered."""

from pathlib import Path

import pytest

from loket_stack.postgres.server import Installation, server_command


@pytest.mark.parametrize("setting", ["fsync", "synchronous_commit", "full_page_writes"])
def test_each_commit_is_on_the_disk(setting: str) -> None:
    command = server_command(Installation(None, Path("programs"), Path("home")), 5432)
    assert [argument for argument in command if argument.startswith(f"--{setting}=")] == [f"--{setting}=on"]
