"""A process that serves loads nothing that only migrations need, and still knows which migrations it needs."""

import subprocess
import sys

import pytest
from alembic.script import ScriptDirectory

from loket_shared.service.migrated import revisions
from loket_stack.paths import PROJECT
from loket_stack.postgres.databases import SERVICES

UNNEEDED = ("alembic", "mako")


def loaded(*modules: str) -> set[str]:
    """Return the top-level packages that are loaded once a new process imported ``modules``."""
    told = f"import sys, {', '.join(modules)}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)  # noqa: S603 - words of our own
    return set(done.stdout.split())


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_does_not_load_what_only_migrations_need(name: str) -> None:
    found = loaded(f"loket_{name}.main", "loket_shared.wiring.run")
    assert "sqlalchemy" in found
    assert found.isdisjoint(UNNEEDED)


@pytest.mark.parametrize("name", SERVICES)
def test_the_names_of_the_scripts_tell_the_order_that_alembic_runs_them_in(name: str) -> None:
    scripts = ScriptDirectory(str(PROJECT / "services" / name / f"loket_{name}" / "migrations"))
    assert revisions(f"loket_{name}") == tuple(script.revision for script in scripts.walk_revisions())[::-1]
    assert len(scripts.get_heads()) == 1
