"""Telemetry as the services leave it."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def telemetry(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of a folder with these lines in it."""

    def make(*lines: str, unfinished: str = "") -> Path:
        (tmp_path / "intake.jsonl").write_text("".join(f"{line}\n" for line in lines) + unfinished)
        return tmp_path

    return make
