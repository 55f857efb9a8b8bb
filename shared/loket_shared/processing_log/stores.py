"""The stores of the log of processing: none, a file for one machine, and OTLP over HTTP for production.

The standard recommends OTLP. Its pipeline is separate from telemetry, which may be sampled. It does not use the
exporter of the SDK: that one accepts a redirect or a partial success, but here every record must be acknowledged. Only
the encoding is that of the SDK.
"""

import asyncio
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import httpx
from opentelemetry.exporter.otlp.proto.common.trace_encoder import encode_spans
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.trace import SpanContext, Status, TraceFlags

from loket_shared.processing_log.records import LogRecord


class NotKeptError(Exception):
    """The store did not acknowledge the records; they must be sent again."""


class Store(Protocol):
    """Stores records and acknowledges each of them (Logboek Dataverwerkingen)."""

    async def keep(self, service: str, records: Sequence[LogRecord]) -> None:
        """Return after all ``records`` of ``service`` are stored durably.

        Raises:
            NotKeptError: the store may have lost a record.
        """


class NoStore:
    """The store of a service without a configured store: its records wait in the audit trail."""

    async def keep(self, service: str, records: Sequence[LogRecord]) -> None:
        """Store nothing.

        Raises:
            NotKeptError: always.
        """
        raise NotKeptError("no log of processing is configured")


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


_PROTOBUF = "application/x-protobuf"
_TIMEOUT_SECONDS = 10.0
"""Seconds for the whole exchange: meanwhile the transaction that moves the cursor waits, and it may not be silent for
long.
"""
_NANOSECONDS = 1_000_000


class OtlpStore:
    """Posts to ``endpoint``, an address with TLS; ``token_file`` holds its bearer token, if it needs one."""

    def __init__(
        self, endpoint: str, token_file: Path | None = None, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._endpoint = endpoint
        self._token_file = token_file
        self._transport = transport

    async def keep(self, service: str, records: Sequence[LogRecord]) -> None:
        """Return after the store has acknowledged every record.

        Raises:
            NotKeptError: the store did not answer, or did not acknowledge every record.
        """
        resource = Resource({SERVICE_NAME: f"loket-{service}"})
        body = encode_spans([_span(record, resource) for record in records]).SerializeToString()
        try:
            async with (
                asyncio.timeout(_TIMEOUT_SECONDS),
                httpx.AsyncClient(transport=self._transport, timeout=_TIMEOUT_SECONDS) as http,
            ):
                answer = await http.post(self._endpoint, content=body, headers=self._headers())
        except (httpx.HTTPError, OSError) as error:
            raise NotKeptError(f"the store is out of reach: {type(error).__name__}") from error
        _require_acknowledged(answer)

    def _headers(self) -> dict[str, str]:
        token = self._token_file.read_text("ascii").strip() if self._token_file else None
        return {"Content-Type": _PROTOBUF} | ({"Authorization": f"Bearer {token}"} if token else {})


def _require_acknowledged(answer: httpx.Response) -> None:
    """Require a full success (OTLP specification, OTLP/HTTP response)."""
    if answer.status_code != httpx.codes.OK:
        raise NotKeptError(f"the store answered {answer.status_code}")
    try:
        rejected = ExportTraceServiceResponse.FromString(answer.content).partial_success.rejected_spans
    except Exception as error:  # the decoder's error class is internal to the SDK
        raise NotKeptError("the store's answer acknowledges nothing") from error
    if rejected:
        raise NotKeptError(f"the store rejected {rejected} records")


def _span(record: LogRecord, resource: Resource) -> ReadableSpan:
    trace_id = int(record.trace_id, 16)
    parent = record.parent_span_id
    return ReadableSpan(
        name=record.name,
        context=SpanContext(trace_id, int(record.span_id, 16), False, TraceFlags(TraceFlags.SAMPLED)),
        parent=SpanContext(trace_id, int(parent, 16), True) if parent else None,
        resource=resource,
        attributes=record.attributes,
        status=Status(record.status),
        start_time=record.start_time * _NANOSECONDS,
        end_time=record.end_time * _NANOSECONDS,
    )
