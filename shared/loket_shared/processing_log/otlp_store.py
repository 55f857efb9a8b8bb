"""Stores the log of processing by OTLP over HTTP, the protocol that the standard recommends.

This pipeline is separate from telemetry, which may be sampled. It does not use the SDK's exporter: that one accepts a
redirect or a partial success, but here every record must be acknowledged. Only the encoding is the SDK's.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import httpx
from opentelemetry.exporter.otlp.proto.common.trace_encoder import encode_spans
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.trace import SpanContext, Status, TraceFlags

from loket_shared.processing_log.records import LogRecord
from loket_shared.processing_log.store import NotKeptError

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
