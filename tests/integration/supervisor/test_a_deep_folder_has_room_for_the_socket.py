"""The address of a Unix socket is short; the folder of a stack need not be."""

import socket
from pathlib import Path

from loket_stack.supervisor.control import remove_socket, socket_address


def test_a_socket_can_be_made_for_any_folder(tmp_path: Path) -> None:
    run = tmp_path / ("deep" * 30)
    run.mkdir()
    address = socket_address(run)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
    assert Path(address).parent.stat().st_mode & 0o077 == 0
    remove_socket(address, run)
    assert not Path(address).parent.exists()


def test_it_lies_with_the_stack_where_it_fits(tmp_path: Path) -> None:
    assert socket_address(tmp_path) == str(tmp_path / "control.sock")
