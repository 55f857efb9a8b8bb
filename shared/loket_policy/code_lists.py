"""The code lists that every service uses: topics, fields, partner types, institution kinds and departments.

They are data (``code_list_data/*.json``), dated where a name can change, and not an enum in code: a renamed department
keeps its code, and a decision made under the old name still reads right (domain description section 5).
"""

from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter

from loket_policy.department import Department
from loket_policy.departments import Departments
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import BilingualText


class Code(WireModel):
    """An entry of a code list with its name in two languages."""

    code: str
    name: BilingualText


def _read(name: str, adapter: "TypeAdapter[tuple[Code, ...]]") -> tuple[Code, ...]:
    return adapter.validate_json(files(__package__).joinpath("code_list_data", f"{name}.json").read_bytes())


_CODES = TypeAdapter(tuple[Code, ...])


@cache
def topics() -> tuple[Code, ...]:
    """Return the topics that the form offers, in the form's order."""
    return _read("topics", _CODES)


@cache
def fields() -> tuple[Code, ...]:
    """Return the fields of knowledge, in the form's order."""
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
def departments() -> Departments:
    """Return the departments and the front office (``RVO``)."""
    return Departments.read(files(__package__).joinpath("code_list_data", "departments.json").read_bytes())


def department(code: str) -> Department:
    """Return one department.

    Raises:
        KeyError: no department has this code.
    """
    return departments().of(code)
