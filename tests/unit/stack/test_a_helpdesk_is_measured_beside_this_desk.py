"""What a bench runs of django-helpdesk: an installation that is kept, a site that wastes nothing, and its requests."""

import asyncio
import runpy
import subprocess
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from loket_stack.bench import helpdesk, helpdesk_server
from loket_stack.console import StackError
from loket_stack.paths import PROJECT

SETTINGS = PROJECT / "deploy" / "stack" / "loket_stack" / "bench" / "helpdesk_site" / "settings.py"


class Installer:
    """Stands for the programs that install, and makes what they would; the one with ``fails`` in it fails."""

    def __init__(self, tools: Path, fails: str = " ") -> None:
        self.ran: list[str] = []
        self._folder = tools / "helpdesk-venv"
        self._fails = fails

    def __call__(self, command: Sequence[str], check: bool) -> "subprocess.CompletedProcess[bytes]":
        self.ran.append(" ".join(command))
        self._folder.mkdir(exist_ok=True)
        return subprocess.CompletedProcess(command, self._fails in command)


def test_it_is_installed_once_by_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installer = Installer(tmp_path)
    monkeypatch.setattr(subprocess, "run", installer)
    python = helpdesk_server.install(tmp_path)
    assert python.is_relative_to(tmp_path)
    assert "--require-hashes" in installer.ran[-1]
    first = len(installer.ran)
    assert helpdesk_server.install(tmp_path) == python
    assert len(installer.ran) == first


def test_a_failed_installation_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", Installer(tmp_path, fails="--require-hashes"))
    with pytest.raises(StackError, match="cannot be installed"):
        helpdesk_server.install(tmp_path)
    installer = Installer(tmp_path)
    monkeypatch.setattr(subprocess, "run", installer)
    helpdesk_server.install(tmp_path)
    assert installer.ran


def test_its_site_is_in_production_and_has_a_fresh_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPDESK_DATABASE_URL", "postgresql://who:secret@127.0.0.1:1234/helpdesk")
    settings: list[dict[str, Any]] = [runpy.run_path(str(SETTINGS)) for _ in range(2)]
    database = settings[0]["DATABASES"]["default"]
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("127.0.0.1", 1234, "helpdesk")
    assert (database["USER"], database["PASSWORD"]) == ("who", "secret")
    assert settings[0]["DEBUG"] is False
    assert settings[0]["SECRET_KEY"] != settings[1]["SECRET_KEY"]


@pytest.mark.asyncio
async def test_tickets_go_to_its_interface_with_its_token() -> None:
    asked: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(f"HTTP/1.1 {HTTPStatus.CREATED.value} Created\r\nContent-Length: 2\r\n\r\n{{}}".encode())
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        where = helpdesk_server.Helpdesk(f"http://127.0.0.1:{port}", "its-token", "", ())
        await helpdesk.hand_in_ticket(where, 1)
    assert asked[0].startswith(b"POST /api/tickets/ HTTP/1.1\r\n")
    assert b"\r\nAuthorization: Token its-token\r\n" in asked[0]
