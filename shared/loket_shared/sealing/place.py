"""Where a sealed value belongs, so that it opens nowhere else."""

from typing import NamedTuple
from uuid import UUID


class Place(NamedTuple):
    """A column of a row, or a file: the additional authenticated data of what is sealed at rest."""

    table: str
    row: UUID | str
    column: str

    def aad(self) -> bytes:
        """Return the bytes that bind a seal to this place."""
        return f"{self.table}/{self.row}/{self.column}".encode()
