"""A list, searched or whole, holds exactly what its reader may open: nothing shows there that does not exist."""

import pytest
from contract.access.matrix import rows
from e2e.access.scene import Scene

from loket_stack.identity.personas import MACHINE_PERSONAS, PERSONAS
from loket_stack.scenarios.api_client import Personas

ADDRESSES = {"backoffice": "/v1/cases", "intake": "/v1/questions"}
LISTS = {
    "backoffice": ("/zaken", "/?werkvoorraad=all&limit=100"),
    "intake": ("/vragen", "/vragen?limit=100", "/instelling?limit=100"),
}
"""Where pages show one thing, and where they list them; who has no queue of all gets the own department's."""


def openable(scene: Scene, route: str, persona: str) -> dict[str, bool]:
    """Return for each reference of the matrix whether ``persona`` may open it by ``route``."""
    return {scene.reference(row.subject): row.status(persona) == 200 for row in rows() if row.route == route}


@pytest.mark.parametrize("persona", [*PERSONAS, *MACHINE_PERSONAS])
@pytest.mark.parametrize("service", ADDRESSES)
def test_a_list_holds_what_its_reader_may_open(scene: Scene, personas: Personas, service: str, persona: str) -> None:
    address = ADDRESSES[service]
    subjects = openable(scene, f"{service} GET {address}/{{reference}}", persona)
    listed = personas.person(persona).read(service, address, limit=100)["items"]
    shown = {each["reference"] for each in listed}
    assert {reference: reference in shown for reference in subjects} == subjects


@pytest.mark.parametrize("persona", PERSONAS)
def test_looking_for_a_reference_finds_no_more(scene: Scene, personas: Personas, persona: str) -> None:
    reference = scene.reference("asked")
    row = next(row for row in rows() if row.name == "backoffice GET /v1/cases/{reference} (asked)")
    found = personas.person(persona).read("backoffice", "/v1/cases", reference=reference)["items"]
    assert [each["reference"] for each in found] == [reference] * (row.status(persona) == 200)


@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize("service", LISTS)
def test_a_page_lists_what_its_reader_may_open(scene: Scene, service: str, persona: str) -> None:
    one, *lists = LISTS[service]
    subjects = openable(scene, f"{service} GET {one}/{{reference}}", persona)
    shown = "".join(scene.browser(persona).get(scene.site(service), address).text for address in lists)
    assert {reference: f'"{one}/{reference}"' in shown for reference in subjects} == subjects
