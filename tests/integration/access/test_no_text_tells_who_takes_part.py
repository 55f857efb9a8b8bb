"""Whatever text a reader without clearance gives to whatever route: the answer is the same with and without a service.

The calls are made from the services' own lists of routes. A route whose field nobody can fill here, or
whose address has a part without a name here, makes the test fail.
"""

from collections.abc import Mapping
from typing import Any

import pytest
from integration.access.texts import Call, calls_of
from integration.access.worlds import Answers, answers, differing
from integration.backoffice.clients import PERSONAS
from integration.routing.story import Story
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.personas import CLEARED, THIRD, UNCLEARED, by_name, expert, holder
from kit.routing_service import RoutingService
from kit.service_database import empty_database
from kit.verifier import NameVerifier

from loket_backoffice.handlers.read_cases import read_case
from loket_backoffice.main import SERVICE as BACKOFFICE
from loket_backoffice.pages.cases import CASE_ACTIONS
from loket_backoffice.pages.contribution_requests import REQUEST_ACTIONS
from loket_intake.main import SERVICE as INTAKE
from loket_notifications.main import SERVICE as NOTIFICATIONS
from loket_policy import code_lists
from loket_policy.vault import VAULT_GRANTS
from loket_routing.main import SERVICE as ROUTING
from loket_routing.pages.rule_set import RESTORATION, RULE_SET_ACTIONS
from loket_shared.contracts.compartments import Compartment
from loket_shared.principal import Principal, Role
from loket_shared.web.form_actions import FormActions
from loket_stack.postgres.databases import Databases

TYPED = "Zomaar een tekst van een lezer"
PLAIN, WITH_SERVICE = "Een vraag.", "Een vraag over fotonica."
"""The first policy asks a service for the second alone; in the open both are BZ's."""

NAMES: Mapping[str, str] = {
    **{"reference": REFERENCE, "version": "2026.1", "rule_id": "2-lead", "number": "2", "category": "company"},
    **{"code": "eu-iran", "id": "01a00000-0000-7000-8000-000000000000"},
}
BACKOFFICE_FORMS: Mapping[str, FormActions[Any]] = {
    "/zaken/{reference}": CASE_ACTIONS,
    "/bijdrageverzoeken/{id}": REQUEST_ACTIONS,
}
ROUTING_FORMS: Mapping[str, FormActions[Any]] = {
    "/regelsets/{version}": RULE_SET_ACTIONS,
    "/regelsets/{version}/terugzetten": RESTORATION,
}


def uncleared(readers: list[Principal]) -> list[Principal]:
    covert = code_lists.departments().covert
    return [reader for reader in readers if not reader.cleared and reader.department not in covert]


async def at_the_back_office(databases: Databases, *departments: str) -> Answers:
    """Let everybody try everything on a case to which ``departments`` contribute."""
    readers = uncleared([*PERSONAS.values(), THIRD])
    async with empty_database(databases, "backoffice") as database:
        office = BackofficeService(database)
        await office.hear(office.submitted())
        await office.hear(office.decided("EZK", departments))
        case = await office.act(read_case, CLEARED, REFERENCE)
        own = next(str(request.id) for request in case.requests if request.department == "EZK")
        app = office.app(NameVerifier(by_name(*readers).get))
        calls = calls_of(BACKOFFICE, BACKOFFICE_FORMS, TYPED)
        return await answers(app, calls, readers, {**NAMES, "id": own}, TYPED)


async def at_routing(databases: Databases, text: str) -> Answers:
    """Let everybody try everything on a question with ``text``, and give that text wherever one can be given."""
    readers = uncleared(
        [UNCLEARED, *map(expert, ("BZ", "OCW")), *map(holder, (Role.OPERATOR, Role.AUDITOR, Role.ASKER))]
    )
    readers = [Principal(f"{reader.subject}-{number}", *_rest(reader)) for number, reader in enumerate(readers)]
    async with empty_database(databases, "routing") as database:
        desk = RoutingService(database)
        await desk.hear(Story().submitted("export-control", text))
        app = desk.app(NameVerifier(by_name(*readers).get))
        return await answers(app, calls_of(ROUTING, ROUTING_FORMS, text), readers, NAMES, text)


def _rest(reader: Principal) -> tuple[str, str, Role, str | None, str | None]:
    return reader.name, reader.email, reader.role, reader.institution, reader.department


@pytest.mark.asyncio
async def test_at_the_back_office_with_and_without_a_covert_request(databases: Databases) -> None:
    without, with_service = [
        await at_the_back_office(databases, *departments) for departments in (("OCW",), ("OCW", "AIVD"))
    ]
    assert {status for status, _ in without.values()} >= {200, 201, 303, 403, 404}
    assert differing(without, with_service) == []


@pytest.mark.asyncio
async def test_at_routing_with_a_text_that_asks_a_service_and_one_that_does_not(databases: Databases) -> None:
    without, with_service = [await at_routing(databases, text) for text in (PLAIN, WITH_SERVICE)]
    assert {status for status, _ in without.values()} >= {200, 403, 404}
    assert differing(without, with_service) == []


def test_the_other_services_cannot_know() -> None:
    for service in (INTAKE, NOTIFICATIONS):
        assert Compartment.PARTICIPATION not in VAULT_GRANTS[service.name].compartments


def test_every_part_of_an_address_has_a_name() -> None:
    calls: list[Call] = [
        *calls_of(BACKOFFICE, BACKOFFICE_FORMS, TYPED),
        *calls_of(ROUTING, ROUTING_FORMS, TYPED),
    ]
    assert len(calls) > 40
    for call in calls:
        assert call.path.format(**NAMES)
