"""The PostgreSQL cluster of one stack: created once, with password logins on the loopback address only."""

import shutil
import subprocess
from pathlib import Path

from loket_stack.failures import StackError
from loket_stack.postgres.installation import Installation, make_installation

SUPERUSER = "loket"
# The server's messages must not repeat the content of statements: no statement, no detail of a row.
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


def server_command(installation: Installation, port: int) -> tuple[str, ...]:
    """Return the command line of the server, with all its settings; its data folder has none."""
    settings = [f"--{name}={value}" for name, value in {**_SETTINGS, "port": str(port)}.items()]
    return (str(installation.programs / "bin" / "postgres"), "-D", str(installation.data), *settings)


def prepare_cluster(installation: Installation, password: str) -> None:
    """Create the cluster if there is none; an incomplete one is created again.

    Raises:
        StackError: ``initdb`` failed.
    """
    make_installation(installation)
    if installation.data.exists():
        return
    fresh, secret = installation.home / "data.new", installation.home / "password"
    shutil.rmtree(fresh, ignore_errors=True)
    secret.touch(mode=0o600)
    secret.write_text(password)
    if installation.account:
        installation.account.owns(secret)
    try:
        _initdb(installation, fresh, secret)
    finally:
        secret.unlink()
    fresh.rename(installation.data)


def _initdb(installation: Installation, data: Path, secret: Path) -> None:
    command = [installation.programs / "bin" / "initdb", f"--pgdata={data}", f"--username={SUPERUSER}"]
    command += [f"--pwfile={secret}", "--auth=scram-sha-256"]
    command += ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
    account = installation.account
    as_account = {"user": account.user, "group": account.group, "extra_groups": ()} if account else {}
    made = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, **as_account)  # type: ignore[call-overload]
    if made.returncode:
        home = installation.home
        raise StackError(f"initdb failed: {made.stderr.strip()}", f"see that {home} can be written and has room")
