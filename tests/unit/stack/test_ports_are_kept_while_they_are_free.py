"""Ports: the usual ones where they are free, the same ones again, never one twice."""

import os
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from loket_stack.console import StackError
from loket_stack.ports import USUAL, claim_ports


def choose(file: Path, *, usual: bool) -> Mapping[str, int]:
    """Return what a stack claims that ends at once."""
    with claim_ports(file, usual=usual) as ports:
        return ports


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_every_part_gets_a_port_of_its_own(tmp_path: Path) -> None:
    ports = choose(tmp_path / "ports.json", usual=False)
    assert set(ports) == set(USUAL)
    assert len(set(ports.values())) == len(USUAL)


def test_the_same_ports_are_chosen_again(tmp_path: Path) -> None:
    file = tmp_path / "ports.json"
    assert choose(file, usual=False) == choose(file, usual=True)


def test_a_taken_port_is_left_alone(tmp_path: Path, taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(USUAL, "intake", taken)
    assert choose(tmp_path / "ports.json", usual=True)["intake"] != taken


def test_a_remembered_port_that_is_taken_meanwhile_is_given_up(tmp_path: Path, taken: int) -> None:
    file = tmp_path / "ports.json"
    file.write_text(f'{{"kafka": {taken}}}')
    assert choose(file, usual=False)["kafka"] != taken


def test_a_free_usual_port_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free = choose(tmp_path / "others.json", usual=False)
    for name, port in free.items():
        monkeypatch.setitem(USUAL, name, port)
    assert choose(tmp_path / "ports.json", usual=True) == free


def test_two_stacks_that_start_at_once_claim_no_port_twice(tmp_path: Path) -> None:
    with claim_ports(tmp_path / "one.json", usual=False) as ports:
        (tmp_path / "other.json").write_text((tmp_path / "one.json").read_text())
        with claim_ports(tmp_path / "other.json", usual=True) as others:
            assert set(ports.values()).isdisjoint(others.values())
    assert choose(tmp_path / "one.json", usual=False) == ports


def test_locks_are_not_put_where_somebody_else_can_lead_them_astray(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loket_stack.ports.gettempdir", lambda: str(tmp_path))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / f"loket-ports-{os.getuid()}").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StackError):
        choose(tmp_path / "ports.json", usual=False)
    assert list((tmp_path / "elsewhere").iterdir()) == []
