"""The files that the project consists of."""

import subprocess
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def tracked() -> list[Path]:
    """Return the files that git tracks; those removed from the work tree are left out."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, check=True, capture_output=True, text=True).stdout  # noqa: S607
    return [PROJECT / name for name in listed.split("\0") if name and (PROJECT / name).is_file()]


def python_files() -> list[Path]:
    """Return the Python files, the start script among them."""
    return [file for file in tracked() if file.suffix == ".py" or file == PROJECT / "loket"]


def lines_of(file: Path) -> int:
    """Return how many lines of ``file`` are not empty."""
    return sum(1 for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
