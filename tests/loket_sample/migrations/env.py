from loket_shared.service.migrations import run_migrations_online

run_migrations_online()
