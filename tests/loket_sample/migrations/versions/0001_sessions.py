from loket_shared.service.tables import create_session_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_session_tables()
