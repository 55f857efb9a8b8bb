"""Alembic's entry: the shared library runs the scripts on the connection that it opened."""

from loket_shared.service.migrations import run_migrations_online
from loket_shared.service.rights import APPENDED, KEPT

run_migrations_online(
    {
        "questions": KEPT,
        "rule_sets": KEPT,
        "rule_set_steps": APPENDED,
        "rule_set_activations": KEPT,
        "simulations": KEPT,
    }
)
