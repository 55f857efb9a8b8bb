"""What ``migrate`` must be told from outside; a service that runs has no use for it."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url


class OwnerSettings(BaseSettings):
    """The address of the database for the role that owns its tables, and the file with that role's password."""

    model_config = SettingsConfigDict(env_prefix="LOKET_")

    database_owner_url: str
    database_owner_password_file: Path

    @property
    def address(self) -> str:
        """The whole address, with the password."""
        password = self.database_owner_password_file.read_text("utf-8").strip()
        return make_url(self.database_owner_url).set(password=password).render_as_string(hide_password=False)
