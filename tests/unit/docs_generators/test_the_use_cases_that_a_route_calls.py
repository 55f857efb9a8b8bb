"""A use case is found wherever the code of a route names it, and one behind a form under the form's name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from docs.generators.calls import Calls, Function


def placed(layer: str) -> Callable[[Function], Function]:
    """Return a decorator that puts a function into a module of the service ``loket_x``."""

    def place(function: Function) -> Function:
        function.__module__ = f"loket_x.{layer}.module"
        return function

    return place


@placed("handlers")
async def read_thing() -> None:
    """A use case."""


@placed("handlers")
async def change_thing() -> None:
    """Another one, which calls the first; that is its own affair."""
    await read_thing()


@placed("handlers")
def require_owner() -> None:
    """No use case: it only checks."""


@placed("pages")
async def _helper() -> None:
    await change_thing()


@dataclass(frozen=True)
class Forms:
    """The forms of a page, as ``loket_shared.web`` holds them."""

    by_name: dict[str, Any]

    async def dispatch(self) -> None:
        """Do what a form asks."""


FORMS = Forms({"change": lambda: change_thing(), "help": _helper})
for form in FORMS.by_name.values():
    placed("pages")(form)


@placed("api")
async def direct() -> None:
    require_owner()
    await read_thing()


@placed("api")
async def by_a_helper() -> None:
    await _helper()


@placed("api")
async def in_a_lambda() -> None:
    await (lambda: read_thing())()


@placed("pages")
async def by_forms() -> None:
    await FORMS.dispatch()
    await read_thing()


def again_and_again(step: Function) -> Function:
    @placed("background")
    async def loop() -> None:
        await step()

    return loop


@pytest.mark.parametrize(
    ("start", "found"),
    [
        (direct, [read_thing]),
        (by_a_helper, [change_thing]),
        (in_a_lambda, [read_thing]),
        (by_forms, [read_thing]),
        (again_and_again(change_thing), [change_thing]),
        (change_thing, [change_thing]),
    ],
)
def test_use_cases_are_found(start: Function, found: list[Function]) -> None:
    assert Calls("loket_x").use_cases(start) == found


def test_forms_are_found_by_their_names() -> None:
    assert Calls("loket_x").forms(by_forms) == {"change": [change_thing], "help": [change_thing]}


def test_another_service_has_none_of_them() -> None:
    assert Calls("loket_y").use_cases(direct) == []
