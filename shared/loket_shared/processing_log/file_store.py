"""Stores the log of processing as JSON lines if no OTLP store is configured: for one machine, not for production."""

import asyncio
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from loket_shared.processing_log.records import LogRecord
from loket_shared.processing_log.store import NotKeptError


class FileStore:
    """Appends to ``folder/<service>.jsonl``, which only its owner can read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def keep(self, service: str, records: Sequence[LogRecord]) -> None:
        """Return after the records are on disk.

        Raises:
            NotKeptError: the file cannot be written.
        """
        lines = "".join(f"{json.dumps(_line(service, record), ensure_ascii=False)}\n" for record in records)
        try:
            await asyncio.to_thread(self._append, self._folder / f"{service}.jsonl", lines.encode())
        except OSError as error:
            raise NotKeptError(f"the file cannot be written: {error.strerror}") from error

    def _append(self, path: Path, lines: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(path, "ab+", opener=_private) as file:
            if file.tell() and os.pread(file.fileno(), 1, file.tell() - 1) != b"\n":
                lines = b"\n" + lines  # keeps a line cut off by a crash separate; its records are sent again
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _line(service: str, record: LogRecord) -> dict[str, Any]:
    """Return the record with the field names of the standard's interface."""
    parent = {"parent_span_id": record.parent_span_id} if record.parent_span_id else {}
    return {
        "trace_id": record.trace_id,
        "span_id": record.span_id,
        **parent,
        "status": record.status.name.capitalize(),
        "name": record.name,
        "start_time": record.start_time,
        "end_time": record.end_time,
        "resource": {"attributes": {"service.name": f"loket-{service}"}},
        "attributes": record.attributes,
    }
