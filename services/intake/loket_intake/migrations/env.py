"""Alembic's entry: the shared library runs the scripts on the connection that it opened."""

from loket_shared.service.migrations import run_migrations_online
from loket_shared.service.rights import KEPT

run_migrations_online({"questions": KEPT, "facts": KEPT})
