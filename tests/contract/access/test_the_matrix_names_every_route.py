"""No address without a decision on who may use it: the matrix is held against the services' own lists of routes."""

from collections.abc import Collection, Iterator, Mapping
from importlib import import_module
from typing import get_args

import pytest
from contract.access.matrix import NOBODY, Row, rows
from fastapi import APIRouter

from loket_backoffice.pages.cases import CASE_ACTIONS
from loket_backoffice.pages.contribution_requests import REQUEST_ACTIONS
from loket_backoffice.pages.dead_letters import FailureAction
from loket_intake.pages.question import QUESTION_ACTIONS
from loket_routing.pages.rule_set import RULE_SET_ACTIONS
from loket_shared.http import dead_letters, description, gaps, health, message_flow, security_txt
from loket_shared.service.runtime import ServiceDefinition
from loket_shared.web import sign_in
from loket_shared.web.former_addresses import former_addresses
from loket_stack.identity.personas import MACHINE_PERSONAS, PERSONAS
from loket_stack.postgres.databases import SERVICES

BY_ROW = {row.name: row for row in rows()}
OF_A_RECORD = ("/v1/dead-letters/{letter_id}", "/v1/parked-records/{id}")
"""Held by the tests of dead letters and of gaps themselves, where there is one."""

FORMS: Mapping[str, Collection[str]] = {
    "intake POST /vragen/{reference}": QUESTION_ACTIONS.keys(),
    "backoffice POST /zaken/{reference}": CASE_ACTIONS.by_name.keys(),
    "backoffice POST /bijdrageverzoeken/{id}": REQUEST_ACTIONS.by_name.keys(),
    "routing POST /regelsets/{version}": RULE_SET_ACTIONS.by_name.keys(),
    "backoffice POST /vastgelopen-berichten": get_args(FailureAction),
}
"""The forms that stand on one page and are sent to one address, by the names of their acts."""


def routers(service: ServiceDefinition) -> Iterator[APIRouter]:
    yield from (health.router, description.router, security_txt.router)
    yield from (dead_letters.router, gaps.router, message_flow.router)
    yield from service.routers
    if service.pages:
        yield from (sign_in.router, *service.pages)
        yield from (former_addresses(sign_in.MOVED), former_addresses(service.moved))


def routes() -> Iterator[str]:
    for name in SERVICES:
        for router in routers(import_module(f"loket_{name}.main").SERVICE):
            for route in router.routes:
                yield from (f"{name} {method} {route.path}" for method in route.methods)  # type: ignore[attr-defined]


def routes_and_forms() -> Iterator[str]:
    for route in routes():
        yield from (f"{route}#{act}" for act in FORMS[route]) if route in FORMS else [route]


def test_every_route_and_form_has_a_row_and_every_row_one_of_them() -> None:
    assert {row.route for row in BY_ROW.values()} == {
        each for each in routes_and_forms() if not any(address in each for address in OF_A_RECORD)
    }


@pytest.mark.parametrize("row", BY_ROW.values(), ids=BY_ROW.keys())
def test_a_row_names_personas_that_exist(row: Row) -> None:
    assert row.expected.keys() <= {NOBODY, *PERSONAS} | (set() if row.is_page else MACHINE_PERSONAS.keys())
