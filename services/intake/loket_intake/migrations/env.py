"""Runs the scripts on the connection that ``loket_shared.db.migrations`` opened."""

from loket_shared.db.migrations import run_migrations_online

run_migrations_online()
