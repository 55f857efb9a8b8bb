"""Where everything lies: the project, the tools that all stacks share, the data of one stack."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

PROJECT = Path(__file__).resolve().parents[3]
TOPICS = PROJECT / "deploy" / "topics.yaml"
KAFKA_RIGHTS = PROJECT / "deploy" / "kafka-acls.yaml"
DATA_FOLDERS = ("identity", "kafka", "ldv", "log", "mail", "postgres", "run", "secrets", "telemetry")


@dataclass(frozen=True)
class Paths:
    """The folders of one stack.

    ``var`` holds its data, ``tools`` what was downloaded for it; ``own`` is set when the caller chose
    ``var``, so that the stack keeps out of the way of the one that uses the usual ports.
    """

    var: Path
    tools: Path
    own: bool = False

    @classmethod
    def of(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read ``LOKET_VAR`` and ``LOKET_TOOLS``; both are ``var/`` of the project when not set."""
        usual = PROJECT / "var"
        var = Path(environment.get("LOKET_VAR") or usual).expanduser().resolve()
        tools = Path(environment.get("LOKET_TOOLS") or usual).expanduser().resolve()
        return cls(var, tools, own=var != usual)

    def make(self) -> None:
        """Create the folders that are missing, and close those with data to other accounts.

        PostgreSQL sees to its own: where root starts it, its folder belongs to another account.

        Raises:
            OSError: a folder cannot be made, or belongs to another account.
        """
        self.tools.mkdir(parents=True, exist_ok=True)
        for name in DATA_FOLDERS:
            if name != "postgres":
                (self.var / name).mkdir(parents=True, exist_ok=True)
                (self.var / name).chmod(0o700)

    @property
    def run(self) -> Path:
        """What the running stack writes about itself."""
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
        """Generated passwords and keys."""
        return self.var / "secrets"

    @property
    def telemetry(self) -> Path:
        """Spans as JSON lines."""
        return self.var / "telemetry"

    @property
    def static(self) -> Path:
        """The installed style sheets, fonts and scripts."""
        return self.tools / "static"
