"""The log files of the parts, kept from growing without end."""

from pathlib import Path

_LARGEST = 10_000_000


def rotate(folder: Path) -> None:
    """Put aside the logs in ``folder`` over ten megabytes, over the one that was put aside before."""
    for file in folder.glob("*.log"):
        if file.stat().st_size > _LARGEST:
            file.replace(file.with_suffix(".log.1"))
