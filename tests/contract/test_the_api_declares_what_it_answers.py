"""Every status that the API answers with is declared by its operation, as a problem document where it is an error."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from contract.access.matrix import NOBODY, Row, rows
from kit.service import openapi_of
from kit.settings import ISSUER

from loket_stack.identity.personas import MACHINE_PERSONAS, PERSONAS

ROWS = {row.name: row for row in rows() if row.path.startswith("/v1/") and "openapi" not in row.path}
READERS = (NOBODY, *PERSONAS, *MACHINE_PERSONAS)


@cache
def described(service: str) -> Mapping[str, Any]:
    return openapi_of(service)


def answers(service: str, method: str, path: str) -> Mapping[str, Any]:
    """Return the answers that an operation declares, by status."""
    operations = described(service)["paths"][path.removeprefix("/v1")]
    declared: Mapping[str, Any] = operations[method.lower()]["responses"]
    return declared


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
def test_what_each_reader_gets_is_declared(row: Row) -> None:
    given = {str(row.status(reader)) for reader in READERS}
    assert given - answers(row.service, row.method, row.path).keys() == set()


@pytest.mark.parametrize(
    ("operation", "status"),
    [
        ("intake POST /v1/questions", 422),
        ("backoffice POST /v1/cases/{reference}/notes", 422),
        ("intake POST /v1/questions", 429),
        ("intake POST /v1/questions/{reference}/supplements", 429),
        ("backoffice POST /v1/cases/{reference}/closure", 412),
        ("backoffice POST /v1/contribution-requests/{id}/drafts", 412),
        ("routing DELETE /v1/rule-sets/{version}", 409),
        ("notifications POST /v1/deliveries/{id}/resend", 409),
        ("notifications POST /v1/deliveries/{id}/resend", 413),
        ("intake GET /v1/topics", 503),
    ],
)
def test_what_only_some_calls_get_is_declared_as_well(operation: str, status: int) -> None:
    answer = answers(*operation.split(" "))[str(status)]
    (problem,) = answer["content"].values()
    assert answer["content"].keys() == {"application/problem+json"}
    assert problem["schema"] == {"$ref": "#/components/schemas/Problem"}
    assert problem["example"]["status"] == status
    assert ("Retry-After" in answer["headers"]) == (status in (429, 503))
    assert "API-Version" in answer["headers"]


@pytest.mark.parametrize(
    ("operation", "statuses"),
    [
        ("intake GET /v1/questions", {"409", "412", "413", "422", "429"}),
        ("intake POST /v1/questions/{reference}/feedback", {"412", "429"}),
        ("backoffice POST /v1/cases/{reference}/notes", {"409", "412", "429"}),
        ("backoffice GET /v1/cases/{reference}", {"409", "412", "429"}),
        ("intake GET /v1/topics", {"401", "403", "404"}),
    ],
)
def test_what_a_call_never_gets_is_not(operation: str, statuses: set[str]) -> None:
    assert statuses & answers(*operation.split(" ")).keys() == set()


@pytest.mark.parametrize("service", ["intake", "routing", "backoffice", "notifications"])
def test_operations_have_names_and_say_who_may_call_them(service: str) -> None:
    operations = [each for item in described(service)["paths"].values() for each in item.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    assert all(name.isalnum() for name in names)
    assert all("security" in operation for operation in operations)
    assert described(service)["info"]["license"] == {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}


def test_public_operations_ask_for_no_token_and_others_say_who_gives_it() -> None:
    paths = described("intake")["paths"]
    assert paths["/topics"]["get"]["security"] == []
    assert paths["/questions"]["get"]["security"] == [{"HTTPBearer": []}, {"OpenIdConnect": []}]
    (address,) = (
        way["openIdConnectUrl"]
        for way in described("intake")["components"]["securitySchemes"].values()
        if way["type"] == "openIdConnect"
    )
    assert address == f"{ISSUER}/.well-known/openid-configuration"


@pytest.mark.parametrize("service", ["intake", "routing", "backoffice", "notifications"])
def test_parameters_and_parts_are_described(service: str) -> None:
    operations = [each for item in described(service)["paths"].values() for each in item.values()]
    parameters = [each for operation in operations for each in operation.get("parameters", ())]
    assert {each["name"] for each in parameters if not each.get("description")} == set()
    assert {each["name"] for each in parameters} & {"Accept", "Authorization", "Content-Type"} == set()
    tags = {tag for operation in operations for tag in operation["tags"]}
    assert {tag["name"] for tag in described(service)["tags"] if tag["description"]} == tags


@pytest.mark.parametrize(
    ("operation", "told"),
    [
        ("intake POST /v1/questions", True),
        ("routing POST /v1/rule-sets", True),
        ("routing POST /v1/simulations", True),
        ("backoffice POST /v1/cases/{reference}/notes", False),
    ],
)
def test_what_is_new_says_where_it_stands(operation: str, told: bool) -> None:
    assert ("Location" in answers(*operation.split(" "))["201"]["headers"]) is told


@pytest.mark.parametrize(
    ("value", "taken"), [("*", True), ('"3"', True), ('W/"3"', True), ("3", True), ("null", False), ("", False)]
)
def test_the_form_of_a_seen_version_is_told(value: str, taken: bool) -> None:
    parameters = described("backoffice")["paths"]["/cases/{reference}/closure"]["post"]["parameters"]
    (form,) = (each["schema"]["pattern"] for each in parameters if each["name"] == "If-Match")
    assert bool(re.search(form, value)) is taken
