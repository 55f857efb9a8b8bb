"""A build of the Loket: its tree, and the Python and tools that are set up for it."""

import io
import os
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from loket_stack.console import StackError, step
from loket_stack.locks import exclusive
from loket_stack.paths import PROJECT, Paths


@dataclass(frozen=True)
class Build:
    """A set-up tree; ``name`` is how figures call it."""

    name: str
    python: Path
    tools: Path

    @classmethod
    def this(cls) -> Self:
        """Return the build that this process runs."""
        return cls("this build", Path(sys.executable), Paths.of().tools)

    @classmethod
    def of_commit(cls, reference: str) -> Self:
        """Return the build of the commit that ``reference`` names; it is set up at its first use, and kept.

        Raises:
            StackError: there is no such commit, or its set-up fails.
        """
        commit = _commit(reference)
        folder = Paths.of().tools / "builds"
        folder.mkdir(parents=True, exist_ok=True)
        tree = folder / commit
        with exclusive(folder / f"{commit}.lock", f"another run sets up {reference}; waiting for it"):
            if not tree.exists():
                _check_out(commit, tree)
            tools = tree / "var"
            with step(f"setting up {reference} ({commit[:8]})"):
                _set_up(tree, tools)
        return cls(f"{reference} ({commit[:8]})", tools / "venv" / "bin" / "python", tools)


def _commit(reference: str) -> str:
    command = ["git", "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}"]
    found = _git(command)
    if found.returncode:
        raise StackError(f"there is no commit {reference}", "name a commit, a branch or a tag of this repository")
    return found.stdout.decode().strip()


def _check_out(commit: str, tree: Path) -> None:
    """Write the files of ``commit`` to ``tree``, without git's own folder; an interrupted one is done again."""
    packed = _git(["git", "archive", "--format=tar", commit])
    if packed.returncode:
        raise StackError(f"git cannot read {commit}: {packed.stderr.decode().strip()}", "fetch the whole repository")
    fresh = tree.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as files:
        files.extractall(fresh, filter="data")
    fresh.rename(tree)


def _git(command: list[str]) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(command, cwd=PROJECT, capture_output=True, check=False)
    except FileNotFoundError:
        raise StackError("git is not installed", "install git: it has the other build") from None


def _set_up(tree: Path, tools: Path) -> None:
    """Let the start script of ``tree`` install what it needs; it does nothing if all is there."""
    environment = {**os.environ, "LOKET_TOOLS": str(tools), "LOKET_VAR": str(tools)}
    command = [sys.executable, str(tree / "loket"), "--help"]
    if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
        raise StackError(f"{tree} cannot be set up", "read above what its start script says")
