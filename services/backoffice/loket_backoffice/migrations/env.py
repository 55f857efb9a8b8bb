"""Alembic's entry: the shared library runs the scripts on the connection that it opened."""

from loket_shared.service.migrations import run_migrations_online
from loket_shared.service.rights import APPENDED, KEPT

run_migrations_online(
    {
        "cases": KEPT,
        "case_facts": APPENDED,
        "requests": KEPT,
        "notes": APPENDED,
        "answers": KEPT,
        "erasures": KEPT,
        "told_thresholds": APPENDED,
    }
)
