"""Simulations of rule sets on past questions, and the questions whose route would change."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "simulations",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("rule_set_id", sa.Uuid, sa.ForeignKey("rule_sets.id"), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("baseline_id", sa.Uuid, sa.ForeignKey("rule_sets.id"), nullable=False),
        sa.Column("asked_at", _TIME, nullable=False),
        sa.Column("asked_by", sa.Text, nullable=False),
        sa.Column("asked_by_name", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("beat_at", _TIME),
        sa.Column("ended_at", _TIME),
        sa.Column("failure", sa.Text),
        sa.Column("result", sa.LargeBinary),
    )
    unfinished = sa.text("state IN ('queued', 'running')")
    op.create_index("simulations_unfinished", "simulations", ["rule_set_id"], unique=True, postgresql_where=unfinished)
    op.create_table(
        "simulation_changes",
        sa.Column("simulation_id", sa.Uuid, sa.ForeignKey("simulations.id"), primary_key=True),
        sa.Column("mark", sa.Text, primary_key=True),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("open_number", sa.Integer),
        sa.Column("full_number", sa.Integer),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    for view in ("open", "full"):
        op.create_index(
            f"simulation_changes_{view}",
            "simulation_changes",
            ["simulation_id", f"{view}_number"],
            postgresql_where=sa.text(f"{view}_number IS NOT NULL"),
        )
