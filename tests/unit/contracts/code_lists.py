"""Code lists of departments made for a test."""

from datetime import date

from loket_policy.department import Department, DepartmentName
from loket_policy.departments import Departments
from loket_shared.contracts.texts import BilingualText


def department(code: str, since: str = "2000-01-01", **given: object) -> Department:
    """A department that is called by its code from ``since`` on."""
    name = DepartmentName(since=date.fromisoformat(since), name=BilingualText(nl=code, en=code), abbreviation=code)
    return Department.model_validate({"code": code, "names": (name,), **given})


def listed(*entries: Department) -> Departments:
    """The code list with these departments and the front office."""
    return Departments((department("RVO", front_office=True), *entries))
