"""A jar is used only if it is the locked one."""

import hashlib
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from loket_stack.kafka import jars
from loket_stack.kafka.jars import Jar, JarsUnavailableError, class_path, locked_jars

CONTENT = b"a jar"


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Jar:
    """Lock one jar, and put it in its place."""
    lock = tmp_path / "lock.toml"
    entry = {"groupId": "nl.example", "artifactId": "part", "version": "1.0"}
    entry["sha256"] = hashlib.sha256(CONTENT).hexdigest()
    lock.write_text("[[dependencies]]\n" + "".join(f'{name} = "{value}"\n' for name, value in entry.items()))
    monkeypatch.setattr(jars, "LOCK", lock)
    (jar,) = locked_jars(tmp_path / "jars")
    jar.file.parent.mkdir(parents=True)
    jar.file.write_bytes(CONTENT)
    return jar


def test_the_locked_jar_is_on_the_class_path(locked: Jar) -> None:
    assert class_path(locked.folder) == str(locked.folder / "nl" / "example" / "part" / "1.0" / "part-1.0.jar")


def test_another_jar_in_its_place_is_refused(locked: Jar) -> None:
    locked.file.write_bytes(CONTENT + b" with something else in it")
    with pytest.raises(JarsUnavailableError, match=r"part-1\.0\.jar"):
        class_path(locked.folder)


def test_a_missing_jar_is_told(locked: Jar) -> None:
    locked.file.unlink()
    with pytest.raises(JarsUnavailableError, match="missing"):
        class_path(locked.folder)


def test_of_two_that_find_a_jar_missing_one_fetches_it(locked: Jar, monkeypatch: pytest.MonkeyPatch) -> None:
    locked.file.unlink()
    begun = Event()
    fetched: list[list[str]] = []

    def fetch_slowly(missing: Sequence[Jar], _repository: object) -> None:
        fetched.append([jar.artifact for jar in missing])
        begun.set()
        locked.file.write_bytes(CONTENT[:1])
        time.sleep(0.1)  # half written, for as long as the second needs to look
        locked.file.write_bytes(CONTENT)

    monkeypatch.setattr(jars, "_fetch_all", fetch_slowly)
    with ThreadPoolExecutor() as both:
        first = both.submit(jars.fetch, locked.folder.parent)
        begun.wait()
        second = both.submit(jars.fetch, locked.folder.parent)
        assert first.result() == second.result() == locked.folder
    assert fetched == [["part"]]


def test_the_committed_lock_names_kafka_with_a_checksum_for_every_jar(tmp_path: Path) -> None:
    found = locked_jars(tmp_path)
    assert {"kafka_2.13", "kafka-clients", "slf4j-simple"} <= {jar.artifact for jar in found}
    assert all(len(jar.sha256) == 64 for jar in found)
