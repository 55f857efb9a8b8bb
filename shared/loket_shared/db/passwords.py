"""Reads database passwords from files: other processes of the account can read the environment."""

from pathlib import Path

from sqlalchemy.engine import make_url


def with_password(url: str, file: Path | None) -> str:
    """Return ``url`` with the password in ``file``; unchanged if ``file`` is None.

    Raises:
        OSError: the file cannot be read.
    """
    if file is None:
        return url
    password = file.read_text(encoding="utf-8").strip()
    return make_url(url).set(password=password).render_as_string(hide_password=False)
