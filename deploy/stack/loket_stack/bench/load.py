"""A load that costs little itself: a few connections, each with one request after the other."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

Request = Callable[[int], tuple[bytes, bytes]]
"""Gives the extra header lines and the body of the request with this number."""


@dataclass
class Measured:
    """What a load brought: how many requests were answered as wanted, in how many seconds."""

    answered: int = 0
    refused: int = 0
    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Answered requests a second."""
        return self.answered / self.seconds if self.seconds else 0.0


async def post(url: str, token: str, request: Request, connections: int, seconds: float) -> Measured:
    """Post to ``url`` over ``connections`` for ``seconds`` as fast as answers come; 2xx counts as answered."""
    measured, numbers = Measured(), iter(range(10**9))
    started = time.perf_counter()

    async def one() -> None:
        async with asyncio.timeout(seconds + 30):
            await _keep_posting(url, token, lambda: request(next(numbers)), measured, started + seconds)

    await asyncio.gather(*(one() for _ in range(connections)))
    measured.seconds = time.perf_counter() - started
    return measured


async def _keep_posting(
    url: str, token: str, request: Callable[[], tuple[bytes, bytes]], measured: Measured, end: float
) -> None:
    address = urlsplit(url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    head = (
        f"POST {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\nAuthorization: Bearer {token}\r\n"
        "Content-Type: application/json\r\nAccept: application/json\r\n"
    ).encode()
    while (started := time.perf_counter()) < end:
        headers, body = request()
        writer.write(head + headers + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        if await _status(reader) // 100 == 2:
            measured.answered += 1
            measured.latencies.append(time.perf_counter() - started)
        else:
            measured.refused += 1
    writer.close()
    await writer.wait_closed()


async def _status(reader: asyncio.StreamReader) -> int:
    """Read one answer to its end and return its status."""
    head = await reader.readuntil(b"\r\n\r\n")
    status, *lines = head.split(b"\r\n")
    lengths = [line.split(b":")[1] for line in lines if line.lower().startswith(b"content-length:")]
    await reader.readexactly(int(lengths[0]) if lengths else 0)
    return int(status.split()[1])
