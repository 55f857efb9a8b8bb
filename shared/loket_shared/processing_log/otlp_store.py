"""The log of processing in a store that takes OTLP over HTTP, the protocol that the standard recommends.

The pipeline is the log's own, apart from that of telemetry, which may be sampled. The SDK's exporter is
not used for it: to that one a redirect and a partial success are successes, while here every record must
be acknowledged. Only the encoding is the SDK's.
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
"""For the whole exchange: the transaction that moves the cursor waits meanwhile, and may not be silent for long."""
_NANOSECONDS = 1_000_000


class OtlpStore:
    """Posts to ``endpoint``, an address over TLS; ``token_file`` holds the bearer token for it, if it asks one."""

    def __init__(
        self, endpoint: str, token_file: Path | None = None, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._endpoint = endpoint
        self._token_file = token_file
        self._transport = transport

    async def keep(self, service: str, records: Sequence[LogRecord]) -> None:
        """Return when the store acknowledged every record.

        Raises:
            NotKept: it did not answer, or not so.
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
    """Hold the answer to what a full success is (OTLP specification, OTLP/HTTP response)."""
    if answer.status_code != httpx.codes.OK:
        raise NotKeptError(f"the store answered {answer.status_code}")
    try:
        rejected = ExportTraceServiceResponse.FromString(answer.content).partial_success.rejected_spans
    except Exception as error:  # of the decoder, whose library is the SDK's own affair
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
