from loket_shared.db.migrations import run_migrations_online

run_migrations_online()
