"""What counts as kept: every record, for good, and nothing less."""

import asyncio
import json
from pathlib import Path

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.trace import StatusCode

from loket_shared.addresses import require_https
from loket_shared.processing_log.records import LogRecord
from loket_shared.processing_log.stores import FileStore, NoStore, NotKeptError, OtlpStore

ENDPOINT = "https://log.example/v1/traces"
RECORD = LogRecord(
    trace_id="0af7651916cd43dd8448eb211c80319c",
    span_id="b7ad6b7169203331",
    parent_span_id="00f067aa0ba902b7",
    status=StatusCode.OK,
    name="Zaak ingezien",
    start_time=1795426200210,
    end_time=1795426200250,
    attributes={"dpl.core.data_subject_id": "p-1"},
)


def rejecting(number: int) -> httpx.Response:
    response = ExportTraceServiceResponse()
    response.partial_success.rejected_spans = number
    return httpx.Response(200, content=response.SerializeToString())


def unreachable(_: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no")


async def _send(answer: httpx.Response, token_file: Path | None = None) -> httpx.Request:
    seen: list[httpx.Request] = []

    def take(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return answer

    await OtlpStore(ENDPOINT, token_file, httpx.MockTransport(take)).keep("intake", [RECORD])
    return seen[0]


@pytest.mark.asyncio
async def test_the_record_goes_over_the_wire_as_it_is() -> None:
    request = await _send(httpx.Response(200))
    assert (str(request.url), request.headers["Content-Type"]) == (ENDPOINT, "application/x-protobuf")
    (resource,) = ExportTraceServiceRequest.FromString(request.content).resource_spans
    (span,) = resource.scope_spans[0].spans
    assert (span.trace_id.hex(), span.span_id.hex()) == (RECORD.trace_id, RECORD.span_id)
    assert span.parent_span_id.hex() == RECORD.parent_span_id
    assert (span.start_time_unix_nano, span.end_time_unix_nano) == (1795426200210_000_000, 1795426200250_000_000)
    assert (span.name, span.status.code) == ("Zaak ingezien", 1)
    assert [(each.key, each.value.string_value) for each in span.attributes] == [("dpl.core.data_subject_id", "p-1")]
    assert [each.value.string_value for each in resource.resource.attributes] == ["loket-intake"]


@pytest.mark.asyncio
async def test_the_token_is_read_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("secret\n")
    assert (await _send(httpx.Response(200), file)).headers["Authorization"] == "Bearer secret"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(503),
        httpx.Response(401),
        httpx.Response(302, headers={"Location": "http://elsewhere.example"}),
        httpx.Response(202),
        httpx.Response(200, content=b"<html>a proxy says hello</html>"),
        rejecting(1),
    ],
    ids=["away", "not allowed", "a redirect", "accepted only", "no store", "rejected"],
)
async def test_any_other_answer_acknowledges_nothing(answer: httpx.Response) -> None:
    with pytest.raises(NotKeptError):
        await _send(answer)


@pytest.mark.asyncio
async def test_a_store_out_of_reach_keeps_nothing() -> None:
    with pytest.raises(NotKeptError, match="out of reach"):
        await OtlpStore(ENDPOINT, None, httpx.MockTransport(unreachable)).keep("intake", [RECORD])
    with pytest.raises(NotKeptError):
        await NoStore().keep("intake", [RECORD])


@pytest.mark.parametrize(
    "address",
    ["https://log.example/v1/traces", "http://127.0.0.1:4318/v1/traces", "http://localhost/", "http://[::1]/"],
)
def test_what_is_over_tls_or_stays_here_can_be_configured(address: str) -> None:
    assert require_https(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "http://log.example",
        "http://10.0.0.1/",
        "ftp://log.example",
        "log.example",
        "https://",
        "http://127.0.0.1.example/",
    ],
)
def test_what_others_could_listen_to_cannot(address: str) -> None:
    with pytest.raises(ValueError, match="TLS"):
        require_https(address)


def test_lines_bear_the_names_of_the_standard(tmp_path: Path) -> None:
    asyncio.run(FileStore(tmp_path).keep("intake", [RECORD]))
    line = json.loads((tmp_path / "intake.jsonl").read_text())
    assert line == {
        "trace_id": RECORD.trace_id,
        "span_id": RECORD.span_id,
        "parent_span_id": RECORD.parent_span_id,
        "status": "Ok",
        "name": "Zaak ingezien",
        "start_time": 1795426200210,
        "end_time": 1795426200250,
        "resource": {"attributes": {"service.name": "loket-intake"}},
        "attributes": {"dpl.core.data_subject_id": "p-1"},
    }


def test_a_line_that_a_crash_cut_off_spoils_no_other(tmp_path: Path) -> None:
    file = tmp_path / "intake.jsonl"
    file.write_text('{"trace_id": "0af7')
    for _ in range(2):
        asyncio.run(FileStore(tmp_path).keep("intake", [RECORD]))
    cut, *whole = file.read_text().splitlines()
    assert cut == '{"trace_id": "0af7'
    assert [json.loads(line)["span_id"] for line in whole] == [RECORD.span_id] * 2


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotKeptError):
        asyncio.run(FileStore(tmp_path / "file").keep("intake", [RECORD]))
