"""The whole stack as an operator knows it: up, up again, a killed supervisor, down without a trace."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from loket_stack.harness import Stack
from loket_stack.state import StackState

pytestmark = pytest.mark.long

PARTS = {"intake", "routing", "backoffice", "notifications", "identity", "mail", "kafka", "postgres"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    stack = Stack(tmp_path_factory.mktemp("stack"))
    yield stack
    stack.remove()


@pytest.fixture
def stack(made: Stack) -> Stack:
    """The stack, started where the test before left it down."""
    if not made.status()["ready"]:
        made.up()
    return made


def loket(stack: Stack, *line: str) -> subprocess.CompletedProcess[str]:
    """Run ``./loket`` with ``line`` on this stack."""
    command = [sys.executable, "-P", "-m", "loket_stack", *line]
    environment = {"LOKET_VAR": str(stack.paths.var), "LOKET_TOOLS": str(stack.paths.tools), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603


def running(stack: Stack) -> StackState:
    state = StackState.running(stack.paths)
    assert state
    return state


def test_status_tells_every_part_and_where_it_keeps_its_data(stack: Stack) -> None:
    status = stack.status()
    assert status["ready"]
    assert set(status["parts"]) == PARTS
    assert all(part["ready"] and part["pid"] for part in status["parts"].values())
    assert {"url", "issuer"} <= status["parts"]["identity"].keys()
    assert {"bootstrap", "kind", "data"} <= status["parts"]["kafka"].keys()
    assert Path(status["parts"]["postgres"]["data"]).is_dir()


def test_a_second_start_says_so_and_changes_nothing(stack: Stack) -> None:
    before = running(stack).supervisor
    again = loket(stack, "up")
    assert again.returncode == 0
    assert "already up" in again.stderr
    assert running(stack).supervisor == before


def test_secrets_are_closed_to_others(stack: Stack) -> None:
    files = [file for file in stack.paths.secrets.rglob("*") if file.is_file()]
    assert {"master-key", "postgres-loket_vault"} <= {file.name for file in files}
    assert [file for file in files if file.stat().st_mode & 0o077] == []


def test_nobody_else_reads_what_the_stack_writes(stack: Stack) -> None:
    data = Path(stack.status()["parts"]["postgres"]["data"])
    written = [stack.paths.var, *stack.paths.var.rglob("*"), data, *data.rglob("*")]
    assert len(written) > 1000
    assert [path for path in written if not path.is_symlink() and path.exists() and path.stat().st_mode & 0o077] == []


def test_no_secret_stands_in_an_environment_or_a_command_line(stack: Stack) -> None:
    secrets = [file.read_text().strip() for file in stack.paths.secrets.iterdir() if file.is_file()]
    assert len(secrets) > 10
    processes = [psutil.Process(part["pid"]) for part in stack.status()["parts"].values()]
    told = "\n".join(str(value) for process in processes for value in (process.environ(), process.cmdline()))
    assert "LOKET_DATABASE_PASSWORD_FILE" in told
    assert [secret for secret in secrets if secret in told] == []


def test_one_part_is_restarted(stack: Stack) -> None:
    before = stack.status()["parts"]["mail"]["pid"]
    assert loket(stack, "restart", "mail").returncode == 0
    assert stack.status()["parts"]["mail"]["pid"] != before


def test_after_a_killed_supervisor_a_start_works_and_leaves_no_orphan(stack: Stack) -> None:
    state = running(stack)
    left = [part.process for part in state.components.values() if part.process]
    psutil.Process(state.supervisor.pid).kill()
    assert loket(stack, "status").returncode == 1
    assert loket(stack, "up").returncode == 0
    assert [process for process in left if process.find()] == []
    assert stack.status()["ready"]


def test_down_leaves_nothing_behind(stack: Stack) -> None:
    state = running(stack)
    processes = [state.supervisor, *(part.process for part in state.components.values() if part.process)]
    assert loket(stack, "down").returncode == 0
    assert [process for process in processes if process.find()] == []
    assert loket(stack, "status", "--json").stdout.split() == ["{", '"ready":', "false,", '"parts":', "{}", "}"]
