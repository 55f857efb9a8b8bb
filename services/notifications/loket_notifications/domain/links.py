"""The pages that letters point at."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Links:
    """The public addresses of the asker's pages and of the work place, without a trailing slash."""

    asker_pages: str
    work_place: str

    def to_page(self, reference: str | None, request_id: UUID | None) -> str:
        """Return the asker's page of a question, or the department's of a request, which has an address of its own."""
        return (
            f"{self.asker_pages}/vragen/{reference}"
            if reference
            else f"{self.work_place}/contribution-requests/{request_id}"
        )
