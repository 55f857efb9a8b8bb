"""A promise that nobody waits for any more has lapsed: it was not met."""

from alembic import op

revision = "0005"
down_revision = "0004"

# A withdrawal ends every clock of a case that still ran, so it ended those that stopped last.
LAPSED = """
    UPDATE clocks SET state = 'lapsed' FROM cases
    WHERE cases.id = clocks.case_id AND clocks.stopped_at <= clocks.due AND (
        clocks.subject IN (SELECT id FROM requests WHERE requests.state = 'cancelled')
        OR (
            cases.state = 'withdrawn' AND clocks.subject = clocks.case_id AND clocks.stopped_at = (
                SELECT max(other.stopped_at) FROM clocks AS other
                WHERE other.case_id = clocks.case_id AND other.subject = other.case_id
            )
        )
    )
"""


def upgrade() -> None:
    """Correct the clocks that were counted as met."""
    op.execute(LAPSED)
