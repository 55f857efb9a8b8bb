"""Which port each part listens on: the usual one where it is free, remembered between starts."""

import json
import random
import socket
from collections.abc import Mapping
from pathlib import Path

USUAL = {
    "intake": 8101,
    "routing": 8102,
    "backoffice": 8103,
    "notifications": 8104,
    "identity": 8105,
    "mail": 8106,
    "smtp": 8107,
    "postgres": 8108,
    "kafka": 8109,
    "controller": 8110,
}
# Below the range from which systems take the ports of outgoing connections, so that a port stays
# free between the moment it is chosen and the moment its part listens, and while a part restarts.
_OTHERS = range(20_000, 32_000)


def ports_file(run: Path) -> Path:
    """Return the file in which the ports of the stack with the folder ``run`` are remembered."""
    return run / "ports.json"


def remembered(file: Path) -> Mapping[str, int]:
    """Return the ports that were chosen last, none before the first start."""
    ports: Mapping[str, int] = json.loads(file.read_text()) if file.exists() else {}
    return ports


def choose(file: Path, *, usual: bool) -> Mapping[str, int]:
    """Return a free port for each name and remember them in ``file``.

    A port that was remembered is kept while it is free; then comes the usual one where ``usual`` is
    set, then any.
    """
    last = remembered(file)
    chosen: dict[str, int] = {}
    for name, port in USUAL.items():
        wishes = [last[name]] if name in last else []
        wishes += [port] if usual else []
        chosen[name] = _first_free(wishes, taken=set(chosen.values()))
    file.write_text(json.dumps(chosen))
    return chosen


def _first_free(wishes: list[int], taken: set[int]) -> int:
    for port in (*wishes, *random.sample(_OTHERS, k=500)):
        if port not in taken and _is_free(port):
            return port
    raise OSError("no free port found on 127.0.0.1")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
