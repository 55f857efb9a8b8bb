"""Pseudonyms of submitters with the issuer and the kind of client, and of the mail address of the submission.

Existing rows keep their old pseudonym in ``handed_in_by`` until the running service renews it, because only it can open
the asker. The column can be dropped once no such row is left.
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
