"""A service that its database does not let in stops with one line that says why."""

import os
import subprocess
import sys
from pathlib import Path

from kit.service_database import address

from loket_stack.postgres.databases import Databases, owner_of


def test_a_wrong_password_is_told(databases: Databases, tmp_path: Path) -> None:
    told = _migrate(address(databases, owner_of("intake"), "intake"), tmp_path, "guessed")
    assert told == f'loket_intake: password authentication failed for user "{owner_of("intake")}"\n'


def test_a_database_that_does_not_exist_is_told(databases: Databases, tmp_path: Path) -> None:
    told = _migrate(
        address(databases, owner_of("intake"), "elsewhere"), tmp_path, databases.password(owner_of("intake"))
    )
    assert told == 'loket_intake: database "elsewhere" does not exist\n'


def test_a_setting_that_is_missing_is_told(databases: Databases, tmp_path: Path) -> None:
    assert _migrate(None, tmp_path, "guessed") == "LOKET_DATABASE_OWNER_URL: Field required\n"


def _migrate(url: str | None, folder: Path, password: str) -> str:
    """Return what the migration of intake says that is given this address and password, and does not succeed."""
    file = folder / "password"
    file.write_text(password, "utf-8")
    environment = os.environ | {"LOKET_DATABASE_OWNER_PASSWORD_FILE": str(file)}
    if url is not None:
        environment["LOKET_DATABASE_OWNER_URL"] = url
    done = subprocess.run(
        [sys.executable, "-m", "loket_intake", "migrate"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    return done.stderr
