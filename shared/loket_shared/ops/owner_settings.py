"""What ``migrate`` must be told from outside; a service that runs has no use for it."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

from loket_shared.db.passwords import with_password


class OwnerSettings(BaseSettings):
    """The address of the database for the role that owns its tables, and the file with that role's password."""

    model_config = SettingsConfigDict(env_prefix="LOKET_")

    database_owner_url: str
    database_owner_password_file: Path

    @property
    def address(self) -> str:
        """The whole address, with the password."""
        return with_password(self.database_owner_url, self.database_owner_password_file)
