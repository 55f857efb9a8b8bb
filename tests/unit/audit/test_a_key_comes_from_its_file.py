"""The keys of a trail lie in a file, the newest last."""

from base64 import b64encode
from pathlib import Path

import pytest

from loket_shared.audit.keys import AuditKeys

OLD, NEW = b"o" * 32, b"n" * 32


def _file(folder: Path, *lines: bytes) -> Path:
    file = folder / "keys"
    file.write_bytes(b"\n".join(lines))
    return file


def test_the_last_one_is_used_and_the_others_are_known(tmp_path: Path) -> None:
    keys = AuditKeys.read(_file(tmp_path, b64encode(OLD), b64encode(NEW), b""))
    assert keys.newest == AuditKeys([NEW]).newest
    assert keys.age(AuditKeys([OLD]).newest) < keys.age(keys.newest)


@pytest.mark.parametrize("line", [b"", b"no base64!", b64encode(b"short")])
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever is wrong with it
        AuditKeys.read(_file(tmp_path, line))
