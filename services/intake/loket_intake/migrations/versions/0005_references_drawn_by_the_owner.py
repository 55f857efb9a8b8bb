"""References are drawn with the rights of the tables' owner, because the service itself may create no sequence."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Let the function create the sequence of a new year with the rights of its owner."""
    op.execute("ALTER FUNCTION draw_reference(integer) SECURITY DEFINER SET search_path = public, pg_temp")
