"""The style sheets, fonts and scripts of the screens: installed by npm; only the used files are kept."""

import hashlib
import json
import shutil
from pathlib import Path

from loket_stack.console import step
from loket_stack.locks import fetching
from loket_stack.npm import install_locked
from loket_stack.paths import PROJECT, Paths

_SOURCE = PROJECT / "deploy" / "web"
_STAMP = ".installed"


def install_static_files(paths: Paths) -> None:
    """Fill the folder of static files from ``deploy/web``, unless it is up to date.

    ``loket.static`` in ``package.json`` lists the files and their names.

    Raises:
        StackError: npm could not install.
    """
    wanted = _fingerprint()
    stamp = paths.static / _STAMP
    with fetching(paths.tools):
        if not stamp.exists() or stamp.read_text() != wanted:
            with step("installing style sheets, fonts and scripts"):
                _install(paths, wanted)


def _install(paths: Paths, fingerprint: str) -> None:
    modules = install_locked(_SOURCE, paths.tools / "npm" / "web")
    fresh = paths.static.with_name("static.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for name, origin in _kept().items():
        _copy(modules / origin, fresh / name)
    (fresh / _STAMP).write_text(fingerprint)
    shutil.rmtree(paths.static, ignore_errors=True)
    fresh.rename(paths.static)


def _kept() -> dict[str, str]:
    kept: dict[str, str] = json.loads((_SOURCE / "package.json").read_text())["loket"]["static"]
    return kept


def _fingerprint() -> str:
    files = (_SOURCE / "package.json", _SOURCE / "package-lock.json")
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _copy(origin: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if origin.is_dir():
        shutil.copytree(origin, target)
    else:
        shutil.copyfile(origin, target)
