"""A service that is told of a file it cannot use does not start, and says which setting names it and why."""

from base64 import b64encode
from pathlib import Path

import pytest

from loket_shared.service.settings import ServiceSettings, read_settings

KEY = b64encode(bytes(32)).decode()


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Configure a service with a folder of good files."""
    for name, setting, content in (
        ("audit", "AUDIT_KEY_FILE", KEY),
        ("master", "MASTER_KEY_FILE", f"1:{KEY}"),
        ("client", "OIDC_CLIENT_SECRET_FILE", "secret"),
        ("password", "DATABASE_PASSWORD_FILE", "p@ss"),
    ):
        (tmp_path / name).write_text(content, "utf-8")
        monkeypatch.setenv(f"LOKET_{setting}", str(tmp_path / name))
    for setting in ("PUBLIC", "INTAKE", "ROUTING", "BACKOFFICE", "NOTIFICATIONS", "DATABASE", "VAULT"):
        monkeypatch.setenv(f"LOKET_{setting}_URL", "http://x.example")
    for setting, value in (
        ("PORT", "1"),
        ("TOPICS_FILE", str(tmp_path / "client")),
        ("KAFKA_BOOTSTRAP", "127.0.0.1:9092"),
        ("OIDC_ISSUER", "http://i.example"),
        ("OIDC_CLIENT_ID", "x"),
        ("OIN", "00000001003214345000"),
        ("SECURITY_CONTACT", "mailto:a@b.example"),
    ):
        monkeypatch.setenv(f"LOKET_{setting}", value)
    return tmp_path


def told(content: bytes | None, file: Path) -> str:
    """Return what a service says with ``content`` in ``file``; without the file where there is none."""
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SystemExit) as refused:
        read_settings(ServiceSettings)
    return str(refused.value).replace(str(file), "FILE")


def test_good_files_are_taken(files: Path) -> None:
    assert read_settings(ServiceSettings).audit_key_file == files / "audit"


@pytest.mark.parametrize(
    ("name", "setting"),
    [
        ("audit", "AUDIT_KEY_FILE"),
        ("master", "MASTER_KEY_FILE"),
        ("client", "OIDC_CLIENT_SECRET_FILE"),
        ("password", "DATABASE_PASSWORD_FILE"),
    ],
)
def test_one_that_is_not_there_or_holds_no_text(files: Path, name: str, setting: str) -> None:
    here = files / name
    prefix = f"LOKET_{setting}: the file FILE"
    assert f"{prefix} cannot be read: No such file or directory" in told(None, here)
    here.touch()
    assert f"{prefix} is empty" in told(b" \n", here)
    assert f"{prefix} does not hold what it should" in told(b"\xff\xfe", here)


@pytest.mark.parametrize("content", [b"garbage!!", b64encode(bytes(31)), b"1:" + b64encode(bytes(31)), b"one:two"])
@pytest.mark.parametrize("name", ["audit", "master"])
def test_keys_that_are_none_are_told_without_what_stands_there(files: Path, name: str, content: bytes) -> None:
    said = told(content, files / name)
    assert said.endswith("the file FILE does not hold what it should")
    assert content.decode() not in said


def test_every_file_is_told_at_once(files: Path) -> None:
    (files / "master").unlink()
    assert len(told(None, files / "audit").splitlines()) == 2
