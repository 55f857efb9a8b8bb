"""The errors that an operation declares are found in the code that it calls, also through inheritance."""

from collections.abc import Mapping
from types import ModuleType
from typing import Any

import pytest
from fastapi.dependencies.models import Dependant

from loket_shared.failures import ConflictError, DomainError, NotFoundError
from loket_shared.http.declared_answers import errors_raised_by

CODE = """
from functools import cached_property
from loket_shared.failures import ConflictError, NotFoundError

class Reviewed:
    def step(self):
        raise ConflictError

    @classmethod
    def load(cls):
        raise NotFoundError

    @cached_property
    def owner(self):
        raise NotFoundError

class Text(Reviewed):
    def submit(self):
        return self.step()

class Guard:
    def __enter__(self):
        raise NotFoundError

def find():
    return Text()

def read():
    return find()

def submit():
    return find().submit()

def load():
    return Text.load()

def own():
    return [each.owner for each in (find(),)]

def guard():
    return Guard()
"""


def module() -> Mapping[str, Any]:
    """Return the names of a module of our own."""
    own = ModuleType("loket_example")
    exec(CODE, vars(own))  # noqa: S102 - the code stands above
    return vars(own)


@pytest.mark.parametrize(
    ("call", "errors"),
    [
        ("read", set()),
        ("submit", {ConflictError}),
        ("load", {NotFoundError}),
        ("own", {NotFoundError}),
        ("guard", {NotFoundError}),
    ],
)
def test_a_method_counts_where_the_code_names_it(call: str, errors: set[type[DomainError]]) -> None:
    assert errors_raised_by(Dependant(call=module()[call])) == errors


def test_a_dependency_makes_the_object_whose_method_the_endpoint_names() -> None:
    names = module()

    def endpoint(text: object) -> object:
        return text.submit()  # type: ignore[attr-defined]

    endpoint.__module__ = "loket_example"
    both = Dependant(call=endpoint, dependencies=[Dependant(call=names["find"])])
    assert errors_raised_by(both) == {ConflictError}
    assert errors_raised_by(Dependant(call=endpoint)) == set()
