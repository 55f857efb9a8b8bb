"""The catalogue of events is what the official AsyncAPI parser takes for a valid document."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from loket_shared.contracts.generate import FOLDER
from loket_shared.contracts.registry import EVENTS
from loket_stack.npm import install_locked, node
from loket_stack.paths import Paths

SOURCE = Path(__file__).parent / "asyncapi"


@pytest.fixture(scope="module")
def check() -> Path:
    """The checking script beside the parser that it needs."""
    target = Paths.of().tools / "npm" / "asyncapi"
    lock = target / "package-lock.json"
    installed = (target / "node_modules" / "@asyncapi").is_dir()
    if not installed or lock.read_bytes() != (SOURCE / lock.name).read_bytes():
        install_locked(SOURCE, target)
    return Path(shutil.copy(SOURCE / "check.mjs", target))


def _check(script: Path, document: Path) -> subprocess.CompletedProcess[str]:
    program, _ = node()
    return subprocess.run([program, script, document], capture_output=True, text=True, check=False)  # noqa: S603


def test_the_parser_takes_it_and_finds_every_event(check: Path) -> None:
    checked = _check(check, FOLDER / "asyncapi.yaml")
    assert checked.returncode == 0, checked.stderr
    found = {event["name"]: (event["channel"], event["payload"]) for event in json.loads(checked.stdout)}
    assert found == {kind.TYPE: (str(kind.TOPIC), kind.TYPE) for kind in EVENTS}


def test_the_parser_refuses_a_broken_one(check: Path, tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "schemas")
    file = tmp_path / "schemas" / "asyncapi.yaml"
    document = yaml.safe_load(file.read_text())
    del document["info"]["version"]
    file.write_text(yaml.safe_dump(document))
    assert _check(check, file).returncode == 1
