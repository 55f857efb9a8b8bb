"""A database's password comes as a file, whatever stands in it."""

from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from loket_shared.db.connection import with_password

URL = "postgresql+asyncpg://loket_intake@127.0.0.1:5432/intake"


@pytest.mark.parametrize("password", ["simple", "p@ss:w/rd?#%41+ &", "zo é"])
def test_the_url_gets_the_password_of_the_file(tmp_path: Path, password: str) -> None:
    file = tmp_path / "password"
    file.write_text(f"{password}\n")
    url = make_url(with_password(URL, file))
    assert (url.password, url.username, url.host, url.database) == (password, "loket_intake", "127.0.0.1", "intake")


def test_a_url_with_a_password_of_its_own_stays_as_it_is() -> None:
    assert with_password("postgresql://a:b@c/d", None) == "postgresql://a:b@c/d"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        with_password(URL, tmp_path / "none")
