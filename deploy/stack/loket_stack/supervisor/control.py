"""The protocol between the commands and the running supervisor: one JSON line each way on a Unix socket."""

import asyncio
import json
import socket
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ValidationError

from loket_stack.console import StackError
from loket_stack.state import StackState

# Longer paths do not fit into the system's structure for socket addresses.
_LONGEST_ADDRESS = 100


class Request(BaseModel):
    """A request to the supervisor about one part."""

    do: Literal["hold", "release", "restart"]
    part: str


RequestHandler = Callable[[Request], Awaitable[None]]


def socket_address(run: Path) -> str:
    """Return the socket of the supervisor: in ``run``, or in a private folder if that path is too long."""
    usual = str(run / "control.sock")
    if len(usual) <= _LONGEST_ADDRESS:
        return usual
    return str(Path(tempfile.mkdtemp(prefix="loket-")) / "control.sock")


def remove_socket(address: str, run: Path) -> None:
    """Remove the socket at ``address``, with the private folder it may have."""
    Path(address).unlink(missing_ok=True)
    if Path(address).parent != run:
        Path(address).parent.rmdir()


async def serve_requests(address: str, carry_out: RequestHandler) -> asyncio.Server:
    """Serve the requests of commands on the socket at ``address``, until the server is closed."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await carry_out(Request.model_validate_json(await reader.readline()))
            problem = None
        except (StackError, ValidationError, KeyError) as error:
            problem = str(error)
        writer.write(json.dumps({"problem": problem}).encode() + b"\n")
        await writer.drain()
        writer.close()

    return await asyncio.start_unix_server(answer, sock=_private_socket(address))


def _private_socket(address: str) -> socket.socket:
    Path(address).unlink(missing_ok=True)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(address)
    Path(address).chmod(0o600)
    return listening


def send_request(state: StackState, request: Request) -> None:
    """Ask the supervisor behind ``state``, and return when it is done.

    Raises:
        StackError: the request failed.
    """
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(state.control)
        connection.sendall(request.model_dump_json().encode() + b"\n")
        line = connection.makefile().readline()
    problem = json.loads(line)["problem"] if line else "the supervisor ended"
    if problem:
        raise StackError(f"cannot {request.do} {request.part}: {problem}", "see ./loket status")
