"""The ports and addresses of a stack: the usual ports if they are free; they are remembered between starts."""

import json
import os
import random
import socket
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir

from loket_stack.console import StackError
from loket_stack.locks import locked

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
    "intake-operations": 8111,
    "routing-operations": 8112,
    "backoffice-operations": 8113,
    "notifications-operations": 8114,
    "kafka-secure": 8115,
}
# Below the range of ports for outgoing connections, so that a port stays free between its choice and the start of its
# part, and while a part restarts.
_OTHERS = range(20_000, 32_000)


def ports_file(run: Path) -> Path:
    """Return the file with the remembered ports of the stack with the folder ``run``."""
    return run / "ports.json"


def remembered_ports(file: Path) -> Mapping[str, int]:
    """Return the ports of the last start; none before the first start."""
    ports: Mapping[str, int] = json.loads(file.read_text()) if file.exists() else {}
    return ports


@contextmanager
def claim_ports(file: Path, *, usual: bool) -> Iterator[Mapping[str, int]]:
    """Claim a free port for each name during the block, and remember them in ``file``.

    A remembered port is kept if it is free. The next choice is the usual port if ``usual`` is set, then any port. No
    other stack of this user gets a claimed port, even while its part is down.

    Raises:
        OSError: no port is free.
        StackError: somebody else owns the folder of claims.
    """
    folder, last = _folder_of_claims(), remembered_ports(file)
    chosen: dict[str, int] = {}
    with ExitStack() as claims:
        for name, port in USUAL.items():
            wishes = [last[name]] if name in last else []
            wishes += [port] if usual else []
            chosen[name] = _claim(wishes, folder, claims)
        file.write_text(json.dumps(chosen))
        yield chosen


def _claim(wishes: list[int], folder: Path, claims: ExitStack) -> int:
    for port in (*wishes, *random.sample(_OTHERS, k=500)):
        with ExitStack() as trial:
            if trial.enter_context(locked(folder / str(port))) and _is_free(port):
                claims.enter_context(trial.pop_all())
                return port
    raise OSError("no free port found on 127.0.0.1")


def _folder_of_claims() -> Path:
    """Return the folder with a lock for each port; another user's folder could redirect locks to files of this user."""
    folder = Path(gettempdir()) / f"loket-ports-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise StackError(
            f"{folder} is not a folder of your account",
            "ask its owner to remove it, or set TMPDIR to a folder of your own",
        )
    return folder


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


HOST = "127.0.0.1"


@dataclass(frozen=True)
class Addresses:
    """The addresses by the ports of one stack."""

    ports: Mapping[str, int]

    def url(self, part: str) -> str:
        """Return the HTTP address of ``part``, without a trailing slash."""
        return f"http://{HOST}:{self.ports[part]}"

    @property
    def bootstrap(self) -> str:
        """The address of the broker, without a login."""
        return f"{HOST}:{self.ports['kafka']}"

    @property
    def secure_bootstrap(self) -> str:
        """The address of the broker for clients that log in over TLS."""
        return f"{HOST}:{self.ports['kafka-secure']}"
