"""The description of each service follows the NL REST API Design Rules."""

from copy import deepcopy
from typing import Any

import pytest
from kit.service import openapi_of
from unit.http.design_rules import breaches


@pytest.mark.parametrize("service", ["sample", "intake", "routing", "backoffice", "notifications"])
def test_no_rule_is_breached(service: str) -> None:
    assert list(breaches(openapi_of(service))) == []


@pytest.mark.parametrize(
    ("rule", "place", "value"),
    [
        ("doc-openapi", ("openapi",), "2.0"),
        ("doc-openapi-contact", ("info", "contact"), {"name": "x"}),
        ("semver", ("info", "version"), "1"),
        ("uri-version", ("servers",), [{"url": "https://loket.example"}]),
        ("path-segments-kebab-case", ("paths", "/Some_things/"), {}),
        ("http-methods", ("paths", "/things", "trace"), {"responses": {}}),
        ("invalid-input", ("paths", "/things", "post", "responses"), {}),
        ("version-header", ("paths", "/things", "post", "responses", "201"), {}),
        ("problem-details", ("paths", "/things", "post", "responses", "400"), {"content": {"text/plain": {}}}),
        ("query-keys-camel-case", ("paths", "/numbers", "get", "parameters"), [{"in": "query", "name": "sort_by"}]),
        ("property-casing", ("components", "schemas", "Thing", "properties", "needed_by"), {}),
        ("date-time/format", ("components", "schemas", "Thing", "properties", "startDate"), {"type": "string"}),
    ],
)
def test_a_breach_of_each_rule_is_seen(rule: str, place: tuple[str, ...], value: Any) -> None:
    description = deepcopy(openapi_of("sample"))
    part = description
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value
    assert any(breach.startswith(rule) for breach in breaches(description))
