"""The code lists that every service shares: topics, fields, partner types, institution kinds, departments.

They are data (``codelists/*.json``), dated where a name can change, never an enum in code: a
department that is renamed keeps its code, and what was decided under the old name still reads right
(domain description section 5).
"""

from datetime import date
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter

from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import Text


class Code(WireModel):
    """An entry of a code list with its name in two languages."""

    code: str
    name: Text


class DepartmentName(WireModel):
    """A department's name from a date on (inclusive)."""

    since: date
    name: Text
    abbreviation: str


class Department(WireModel):
    """A department that can take part, or the front office.

    ``covert``: that it takes part is itself sensitive, so it never leads (design section 5).
    """

    code: str
    names: tuple[DepartmentName, ...]
    covert: bool = False
    front_office: bool = False

    @property
    def may_lead(self) -> bool:
        """Whether the department may be named as lead."""
        return not self.covert

    def named(self, on: date) -> DepartmentName:
        """Return the name that held on the day ``on``; the oldest one for an earlier day."""
        valid = [entry for entry in self.names if entry.since <= on]
        return valid[-1] if valid else self.names[0]


def _read(name: str, adapter: "TypeAdapter[tuple[Code, ...]]") -> tuple[Code, ...]:
    return adapter.validate_json(files(__package__).joinpath("codelists", f"{name}.json").read_bytes())


_CODES = TypeAdapter(tuple[Code, ...])


@cache
def topics() -> tuple[Code, ...]:
    """Return the topics offered to the asker, in the order they are offered."""
    return _read("topics", _CODES)


@cache
def fields() -> tuple[Code, ...]:
    """Return the fields of knowledge, in the order they are offered."""
    return _read("fields", _CODES)


@cache
def partner_types() -> tuple[Code, ...]:
    """Return the kinds of partner."""
    return _read("partner_types", _CODES)


@cache
def institution_kinds() -> tuple[Code, ...]:
    """Return the kinds of knowledge institution."""
    return _read("institution_kinds", _CODES)


@cache
def departments() -> tuple[Department, ...]:
    """Return the departments and the front office (``RVO``)."""
    data = files(__package__).joinpath("codelists", "departments.json").read_bytes()
    return TypeAdapter(tuple[Department, ...]).validate_json(data)


@cache
def department(code: str) -> Department:
    """Return one department.

    Raises:
        KeyError: no department has this code.
    """
    by_code = {entry.code: entry for entry in departments()}
    return by_code[code]
