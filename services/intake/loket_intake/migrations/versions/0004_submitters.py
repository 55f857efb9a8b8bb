"""Marks of submitters with the issuer and the kind of client, and of the mail address a person handed in under.

What is marked already keeps its old mark in ``handed_in_by`` until the running service, which can open who asked, has
renewed it; once no such row is left the column can be dropped.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("questions", sa.Column("submitter", sa.Text))
    op.add_column("questions", sa.Column("address", sa.Text))
    op.add_column("questions", sa.Column("transferred_at", sa.DateTime(timezone=True)))
    op.create_index("questions_of_submitter", "questions", ["submitter", "submitted_at"])
