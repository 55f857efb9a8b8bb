"""The paths of the project, of the tools that all stacks share, and of one stack's data."""

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

PROJECT = Path(__file__).resolve().parents[3]
TOPICS = PROJECT / "deploy" / "topics.yaml"
KAFKA_RIGHTS = PROJECT / "deploy" / "kafka-acls.yaml"
PRIVATE = 0o077
"""The umask of every process of the stack: its files are for their owner only."""

DATA_FOLDERS = ("identity", "kafka", "ldv", "log", "mail", "postgres", "run", "secrets", "telemetry")


@dataclass(frozen=True)
class Paths:
    """The folders of one stack.

    ``var`` holds its data, ``tools`` its downloads. ``own`` is set if the caller chose ``var``: then the stack avoids
    the usual ports, which another stack uses.
    """

    var: Path
    tools: Path
    own: bool = False

    @classmethod
    def of(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read ``LOKET_VAR`` and ``LOKET_TOOLS``; the default of both is ``var/`` of the project."""
        usual = PROJECT / "var"
        var = Path(environment.get("LOKET_VAR") or usual).expanduser().resolve()
        tools = Path(environment.get("LOKET_TOOLS") or usual).expanduser().resolve()
        return cls(var, tools, own=var != usual)

    def make(self) -> None:
        """Create missing folders, and close existing ones to everybody but the owner.

        Raises:
            OSError: a folder cannot be made, or belongs to another account.
        """
        for folder in (self.tools, self.run, self.log, self.telemetry):
            folder.mkdir(parents=True, exist_ok=True)
        for folder in (self.secrets, self.ldv, self.var / "identity", self.var / "mail"):
            folder.mkdir(exist_ok=True)
        for name in DATA_FOLDERS:
            _close_all(self.var / name)
        if not self.var.stat().st_mode & stat.S_ISVTX:  # as of a folder that others use too
            for path in (self.var, *self.var.iterdir()):
                _close(path)

    @property
    def run(self) -> Path:
        """State, ports and locks of the running stack."""
        return self.var / "run"

    @property
    def log(self) -> Path:
        """One log file for each part."""
        return self.var / "log"

    @property
    def kafka(self) -> Path:
        """Kafka's settings and its log."""
        return self.var / "kafka"

    @property
    def ldv(self) -> Path:
        """The log of processing (Logboek Dataverwerkingen) as JSON lines, one file for each service."""
        return self.var / "ldv"

    @property
    def secrets(self) -> Path:
        """The generated passwords and keys."""
        return self.var / "secrets"

    @property
    def telemetry(self) -> Path:
        """The exported spans, as JSON lines."""
        return self.var / "telemetry"

    @property
    def static(self) -> Path:
        """The installed style sheets, fonts and scripts."""
        return self.tools / "static"


def _close_all(folder: Path) -> None:
    """Close ``folder`` and its content: an earlier release let others read a part of it."""
    if folder.exists():
        _close(folder)
    for at, folders, files in os.walk(folder):
        for name in (*folders, *files):
            _close(Path(at) / name)


def _close(path: Path) -> None:
    """Remove all rights on ``path`` except the owner's; a path that is gone meanwhile needs no closing."""
    with suppress(FileNotFoundError):
        mode = path.lstat().st_mode
        if not stat.S_ISLNK(mode) and mode & PRIVATE:
            path.chmod(stat.S_IMODE(mode) & 0o700)
