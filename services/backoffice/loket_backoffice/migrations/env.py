"""Alembic's entry: the shared library runs the scripts on the connection that it opened."""

from loket_shared.db.migrations import run_migrations_online

run_migrations_online()
