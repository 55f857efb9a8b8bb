"""Each call that writes takes an ``Idempotency-Key``, its description says so, and keys are swept."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from kit.service import openapi_of

from loket_shared.http.idempotency_key import _once
from loket_shared.service.loops import run_key_sweeper

SERVICES = ("intake", "routing", "backoffice", "notifications")


def _writing(service: str) -> Iterator[Any]:
    routers: tuple[APIRouter, ...] = import_module(f"loket_{service}.main").SERVICE.routers
    for router in routers:
        for route in router.routes:
            if route.methods & {"POST", "PUT", "PATCH", "DELETE"}:  # type: ignore[attr-defined]
                yield route


def _called(dependant: Dependant) -> Iterator[object]:
    for each in dependant.dependencies:
        yield each.call
        yield from _called(each)


@pytest.mark.parametrize("service", SERVICES)
def test_every_call_that_writes_takes_a_key(service: str) -> None:
    routes = list(_writing(service))
    assert routes
    assert [route.path for route in routes if _once not in set(_called(route.dependant))] == []


@pytest.mark.parametrize("service", SERVICES)
def test_the_description_tells_of_the_key(service: str) -> None:
    paths = openapi_of(service)["paths"]
    for route in _writing(service):
        (method,) = route.methods
        operation = paths[route.path.removeprefix("/v1")][method.lower()]
        (key,) = [each for each in operation["parameters"] if each["name"] == "Idempotency-Key"]
        assert (key["in"], key["required"]) == ("header", False)
        assert "24 uur" in key["description"]
        assert "422" in operation["responses"]


@pytest.mark.parametrize("service", SERVICES)
def test_whoever_keeps_keys_forgets_them(service: str) -> None:
    assert run_key_sweeper in import_module(f"loket_{service}.main").SERVICE.background
