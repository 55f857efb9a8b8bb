"""No address without a decision on who may use it: the matrix is held against the services' own lists of routes."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from contract.access.matrix import NOBODY, Row, rows

from loket_shared.bus.dead_letters import api as dead_letters
from loket_shared.ops.runtime import ServiceDefinition
from loket_stack.identity.personas import MACHINE_PERSONAS, PERSONAS
from loket_stack.postgres.databases import SERVICES

BY_ROW = {row.name: row for row in rows()}
OF_A_LETTER = "/v1/dead-letters/{letter_id}"
"""Held by the tests of the dead letters themselves, where there is one."""


def routes() -> Iterator[str]:
    for name in SERVICES:
        service: ServiceDefinition = import_module(f"loket_{name}.main").SERVICE
        for router in (dead_letters.router, *service.routers):
            for route in router.routes:
                yield from (f"{name} {method} {route.path}" for method in route.methods)  # type: ignore[attr-defined]


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    assert {row.route for row in BY_ROW.values()} == {route for route in routes() if OF_A_LETTER not in route}


@pytest.mark.parametrize("row", BY_ROW.values(), ids=BY_ROW.keys())
def test_a_row_names_personas_that_exist(row: Row) -> None:
    assert row.expected.keys() <= {NOBODY, *PERSONAS, *MACHINE_PERSONAS}
