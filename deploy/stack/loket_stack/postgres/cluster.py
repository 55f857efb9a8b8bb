"""The PostgreSQL cluster of one stack: made once, with password logins on the loopback address only."""

import shutil
import subprocess
from pathlib import Path

from loket_stack.failures import StackError
from loket_stack.postgres.place import Place, make_place

SUPERUSER = "loket"
# The server's own words must not repeat what a statement carried: no statement, no detail of a row.
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "jit": "off",
    "log_line_prefix": "%m [%p] ",
    "log_timezone": "UTC",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}


def server_command(place: Place, port: int) -> tuple[str, ...]:
    """Return the command line of the server, whose settings are all here and none in its data."""
    settings = [f"--{name}={value}" for name, value in {**_SETTINGS, "port": str(port)}.items()]
    return (str(place.programs / "bin" / "postgres"), "-D", str(place.data), *settings)


def prepare_cluster(place: Place, password: str) -> None:
    """Make the cluster when there is none; one that was left half made is made again.

    Raises:
        StackError: ``initdb`` failed.
    """
    make_place(place)
    if place.data.exists():
        return
    fresh, secret = place.home / "data.new", place.home / "password"
    shutil.rmtree(fresh, ignore_errors=True)
    secret.touch(mode=0o600)
    secret.write_text(password)
    if place.account:
        place.account.owns(secret)
    try:
        _initdb(place, fresh, secret)
    finally:
        secret.unlink()
    fresh.rename(place.data)


def _initdb(place: Place, data: Path, secret: Path) -> None:
    command = [place.programs / "bin" / "initdb", f"--pgdata={data}", f"--username={SUPERUSER}", f"--pwfile={secret}"]
    command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
    who = {"user": place.account.user, "group": place.account.group, "extra_groups": ()} if place.account else {}
    made = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, **who)  # type: ignore[call-overload]
    if made.returncode:
        raise StackError(f"initdb failed: {made.stderr.strip()}", f"see that {place.home} can be written and has room")
