"""What a department writes as its contribution."""

from loket_shared.contracts.model import WireModel


class ContributionText(WireModel):
    """A contribution; ``background`` is for the front office, not for the asker."""

    text: str
    background: str | None = None
