"""Without a token nobody makes the server gather, take apart or wait for what never ends."""

import socket
import time
from collections.abc import Callable, Iterator

import pytest
from integration.http.served import Served, rest_of, status_of

from loket_shared.http import server

HEAD = b"GET /v1/numbers HTTP/1.1\r\nHost: sample.example\r\n"
POST = b"POST /v1/things HTTP/1.1\r\nHost: sample.example\r\nContent-Type: application/json\r\n"
BEARER = b"Authorization: Bearer someone\r\n"
GOOD = HEAD + b"Connection: close\r\n\r\n"
MEBIBYTE = 1 << 20
STALL_SECONDS = 2.0
"""What a busy machine may add to some milliseconds."""


@pytest.fixture
def served(unused_tcp_port_factory: Callable[[], int]) -> Iterator[Served]:
    with Served(unused_tcp_port_factory()).running() as server:
        yield server


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that waits for a second where it waits for ten or twenty otherwise."""
    monkeypatch.setattr(server, "HEAD_SECONDS", 1.0)
    monkeypatch.setattr(server, "BODY_SECONDS", 1.0)


def was_closed(connection: socket.socket) -> bool:
    """Send one byte more, a tenth of a second after the last; return whether nobody takes it."""
    time.sleep(0.1)
    try:
        connection.sendall(b" ")
    except OSError:
        return True
    return False


def answers(served: Served) -> bool:
    return status_of(served.answer_to(GOOD)) == 200


@pytest.mark.parametrize(
    "pieces",
    [
        [HEAD, b"X-A: ", *[b"a" * MEBIBYTE] * 64, b"\r\n\r\n"],
        [b"GET /", *[b"a" * MEBIBYTE] * 64, b" HTTP/1.1\r\nHost: x\r\n\r\n"],
        [HEAD, *[b"X-A: b\r\n" * 10_000] * 100, b"\r\n"],
        [HEAD, *[b"X-%d: b\r\n" % number for number in range(300)], b"Connection: close\r\n\r\n"],
        [POST, BEARER, b"Transfer-Encoding: chunked\r\n\r\n", b"1;", *[b"e" * MEBIBYTE] * 16, b"\r\nx\r\n"],
        [POST, BEARER, b"Transfer-Encoding: chunked\r\n\r\n0\r\n", *[b"X-T: " + b"t" * MEBIBYTE + b"\r\n"] * 16],
    ],
    ids=["one header", "the address", "many headers", "300 headers", "a chunk's extension", "trailers"],
)
def test_what_stands_beside_a_body_is_bounded(served: Served, pieces: list[bytes]) -> None:
    assert status_of(served.answer_to(*pieces)) in (0, 400, 431)
    assert served.longest_stall < STALL_SECONDS
    assert answers(served)


def test_a_body_in_chunks_of_a_byte_is_mostly_frame(served: Served) -> None:
    head = POST + BEARER + b"Transfer-Encoding: chunked\r\n\r\n"
    assert status_of(served.answer_to(head, *[b"1\r\n \r\n" * 1000] * 60, b"0\r\n\r\n")) in (0, 413, 431)


@pytest.mark.parametrize("token", [b"", b"Authorization: Bearer forged\r\n"])
@pytest.mark.parametrize("body", [b"[" + b"[]," * 1_400_000 + b"[]]", b"[" + b"{}," * 1_400_000 + b"{}]"])
def test_a_body_without_a_token_is_not_taken_apart(served: Served, body: bytes, token: bytes) -> None:
    length = b"Content-Length: %d\r\n\r\n" % len(body)
    answer = served.answer_to(POST + token + b"Connection: close\r\n" + length, body)
    assert status_of(answer) in (0, 401)
    assert served.longest_stall < STALL_SECONDS
    assert answers(served)


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize(
    "half",
    [
        b"",
        b"\r\n",
        b"POST /v1/th",
        POST,
        POST + BEARER + b"Content-Length: 20\r\n\r\n{",
        POST + BEARER + b"Transfer-Encoding: chunked\r\n\r\n5\r\n{",
    ],
    ids=["nothing", "an empty line", "half a line", "half a head", "half a body", "half a chunk"],
)
def test_what_is_sent_half_is_closed(served: Served, half: bytes) -> None:
    with served.connected() as connection:
        connection.sendall(half)
        assert status_of(rest_of(connection)) in (0, 408)


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("head", [HEAD + b"X-Slow: ", POST + BEARER + b"Content-Length: 60000\r\n\r\n"])
def test_a_byte_now_and_then_holds_no_connection_open(served: Served, head: bytes) -> None:
    with served.connected() as connection:
        connection.sendall(head)
        assert any(was_closed(connection) for _ in range(200))


@pytest.mark.usefixtures("hasty")
def test_a_thousand_half_sent_bodies_keep_nobody_waiting(served: Served) -> None:
    half = POST + BEARER + b"Content-Length: 20\r\n\r\n{"
    connections = [served.connected() for _ in range(1000)]
    try:
        for connection in connections:
            connection.sendall(half)
        assert answers(served)
        for connection in connections:
            rest_of(connection)
        assert served.longest_stall < STALL_SECONDS
        assert answers(served)
    finally:
        for connection in connections:
            connection.close()


def test_a_body_that_comes_in_pieces_in_time_is_taken(served: Served) -> None:
    body = b'{"subject": "x"}'
    head = POST + BEARER + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body)
    with served.connected() as connection:
        for byte in (head, *(body[index : index + 1] for index in range(len(body)))):
            connection.sendall(byte)
            time.sleep(0.01)
        assert status_of(rest_of(connection)) == 201


def test_requests_one_after_the_other_on_one_connection_are_answered(served: Served) -> None:
    body = b'{"subject": "x"}'
    one = POST + BEARER + b"Content-Length: %d\r\n\r\n" % len(body) + body
    answer = served.answer_to(one * 20 + GOOD)
    assert answer.count(b"HTTP/1.1 201") == 20
    assert answer.count(b"HTTP/1.1 200") == 1


_SMUGGLED = b"0\r\n\r\nGET /v1/failures/bug HTTP/1.1\r\nHost: sample.example\r\n\r\n"


@pytest.mark.parametrize(
    "head",
    [
        HEAD + b"Host: other.example\r\n\r\n",
        b"GET /v1/numbers HTTP/1.1\r\n\r\n",
        POST + BEARER + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
        POST + BEARER + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n" + _SMUGGLED,
        POST + BEARER + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + _SMUGGLED,
        POST + BEARER + b"Transfer-Encoding: xchunked\r\n\r\n" + _SMUGGLED,
        POST + BEARER + b"Transfer-Encoding : chunked\r\n\r\n" + _SMUGGLED,
        POST + BEARER + b"Content-Length: +5\r\n\r\n",
        POST + BEARER + b"X-A: b\r\n Content-Length: 5\r\n\r\n",
    ],
    ids=[
        "two hosts",
        "no host",
        "two lengths",
        "length and chunks",
        "two encodings",
        "other encoding",
        "a blank",
        "a sign",
        "a folded line",
    ],
)
def test_a_request_that_two_readers_might_read_differently_is_refused(served: Served, head: bytes) -> None:
    with served.connected() as connection:
        connection.sendall(head)
        connection.shutdown(socket.SHUT_WR)
        answer = rest_of(connection)
    assert status_of(answer) in (0, 400)
    assert b" 500 " not in answer
