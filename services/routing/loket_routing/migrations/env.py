"""Alembic's entry: runs the scripts on the connection that the shared library opened."""

from loket_shared.db.migrations import run_migrations_online

run_migrations_online()
