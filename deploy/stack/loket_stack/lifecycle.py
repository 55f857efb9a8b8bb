"""Starts the whole stack, after checks and downloads, and stops it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping

import psutil

from loket_stack.components.kafka import KAFKA, LIGHT
from loket_stack.components.services import audit_key_file
from loket_stack.console import StackError, progress
from loket_stack.kafka.acls import chosen_guests
from loket_stack.kafka.jars import JarsUnavailableError, fetch
from loket_stack.paths import DATA_FOLDERS, PRIVATE, PROJECT, Paths
from loket_stack.postgres.databases import SERVICES, owner_of
from loket_stack.postgres.server import SUPERUSER, find_installation, move_data
from loket_stack.secret_files import MASTER_KEY, require_secret
from loket_stack.state import StackState
from loket_stack.static_files import install_static_files
from loket_stack.supervisor.processes import GRACE, stop_orphans

_READY_WITHIN = 180.0
_POLL = 0.05
# A part that died this often before it was ready will never become ready.
_HOPELESS = 4
# Two waves of parts, each with its grace period, and some time for the supervisor itself.
_STOPPED_WITHIN = 2 * GRACE + 10
_ROOM_BYTES = 500_000_000


def start(
    paths: Paths, broker: str, on_ready: Callable[[str], None], environment: Mapping[str, str] = os.environ
) -> StackState:
    """Start the stack in the background and return when every part is ready; ``on_ready`` gets the name of each.

    Raises:
        StackError: it cannot start, or a part does not become ready; nothing keeps running then.
    """
    stop_orphans(StackState.read(paths))
    broker = set_up(paths, broker)
    StackState.forget(paths)
    supervisor = _start_supervisor(paths, broker, environment)
    try:
        return _until_ready(paths, supervisor, on_ready)
    except BaseException:
        supervisor.terminate()
        supervisor.wait(_STOPPED_WITHIN)
        stop(paths)
        raise


def set_up(paths: Paths, broker: str) -> str:
    """Download missing files for all stacks, check that this stack can start, and return the broker to use.

    If Kafka's jars are not available, the light broker replaces it, with a warning.

    Raises:
        StackError: a requirement is missing, and cannot be downloaded or created.
    """
    chosen_guests()
    _require_room(paths)
    move_data(find_installation(paths), paths.var / "postgres")
    _require_secrets(paths)
    install_static_files(paths)
    if broker == LIGHT:
        return LIGHT
    try:
        fetch(paths.tools)
    except JarsUnavailableError as error:
        progress(f"\n!! {error}\n!! STARTING THE LIGHT BROKER INSTEAD: records are kept in memory only\n")
        return LIGHT
    return KAFKA


def stop(paths: Paths) -> bool:
    """Stop the stack, or the rest of it; return whether there was anything to stop."""
    state = StackState.read(paths)
    supervisor = state.supervisor.find() if state else None
    if supervisor:
        supervisor.send_signal(signal.SIGTERM)
        for survivor in psutil.wait_procs([supervisor], timeout=_STOPPED_WITHIN)[1]:
            survivor.kill()
    stop_orphans(state)
    StackState.forget(paths)
    return state is not None


def remove_data(paths: Paths) -> None:
    """Delete all data of the stopped stack; downloads stay."""
    shutil.rmtree(find_installation(paths).home, ignore_errors=True)
    for name in DATA_FOLDERS:
        shutil.rmtree(paths.var / name, ignore_errors=True)


def _start_supervisor(paths: Paths, broker: str, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", "loket_stack.supervisor", broker]
    with (paths.log / "supervisor.log").open("ab") as log:
        return subprocess.Popen(
            command,
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            umask=PRIVATE,
        )


def _until_ready(paths: Paths, supervisor: subprocess.Popen[bytes], on_ready: Callable[[str], None]) -> StackState:
    known: set[str] = set()
    deadline = time.monotonic() + _READY_WITHIN
    while time.monotonic() < deadline:
        if supervisor.poll() is not None:
            raise _failure(paths, "the supervisor", "supervisor")
        state = StackState.read(paths)
        if state:
            _require_hope(paths, state)
            for name in [name for name, part in state.components.items() if part.ready and name not in known]:
                known.add(name)
                on_ready(name)
            if state.ready:
                return state
        time.sleep(_POLL)
    late = ", ".join(name for name, part in state.components.items() if not part.ready) if state else "the supervisor"
    raise StackError(
        f"these parts are not ready within {_READY_WITHIN:.0f} s: {late}",
        "read the reason in ./loket logs, and try again",
    )


def _require_hope(paths: Paths, state: StackState) -> None:
    for name, part in state.components.items():
        if part.restarts >= _HOPELESS and not part.was_ready:
            raise _failure(paths, name, name)


def _failure(paths: Paths, what: str, log: str) -> StackError:
    """Return the error with the part's last lines; one that never started has only the supervisor's log."""
    file = next(file for name in (log, "supervisor") if (file := paths.log / f"{name}.log").exists())
    last_lines = "\n    ".join(file.read_text(errors="replace").splitlines()[-12:])
    return StackError(
        f"{what} does not start; its log ends with:\n    {last_lines}", f"./loket logs {file.stem} prints the rest"
    )


def _require_room(paths: Paths) -> None:
    free = shutil.disk_usage(paths.var).free
    if free < _ROOM_BYTES:
        raise StackError(
            f"{paths.var} has {free // 1_000_000} MB left; the stack needs {_ROOM_BYTES // 1_000_000} MB",
            "make room, or set LOKET_VAR to a folder on a disk that has it",
        )


def _require_secrets(paths: Paths) -> None:
    if find_installation(paths).data.exists():
        for name in (MASTER_KEY, f"postgres-{SUPERUSER}"):
            require_secret(paths.secrets / name)
        for name in SERVICES:
            # The audit key was created together with the first password of the tables' owner.
            if (paths.secrets / f"postgres-{owner_of(name)}").exists():
                require_secret(audit_key_file(paths, name))
