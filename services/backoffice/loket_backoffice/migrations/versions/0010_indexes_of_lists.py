"""Lists read open work and one page of cases, however many cases there were."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

STILL_OPEN = sa.text("state NOT IN ('closed', 'withdrawn', 'erased')")


def upgrade() -> None:
    """Add the indexes of open work, and those of the cases in the order of the lists."""
    op.drop_index("ix_cases_opened_at", "cases")
    op.drop_index("ix_cases_state", "cases")
    op.create_index("cases_in_order", "cases", ["opened_at", "id"])
    op.create_index("cases_open", "cases", ["opened_at", "id"], postgresql_where=STILL_OPEN)
    op.create_index("cases_of_state", "cases", ["state", "opened_at", "id"])
    op.create_index(
        "cases_of_assignee", "cases", ["assignee", "opened_at", "id"], postgresql_where=sa.text("assignee IS NOT NULL")
    )
    op.create_index("clocks_open", "clocks", ["case_id"], postgresql_where=sa.text("stopped_at IS NULL"))
    op.create_index("requests_open", "requests", ["department_tag"], postgresql_where=sa.text("ended_at IS NULL"))
