"""Deliveries are the operator's; a covert department's are its own approver's alone.

See docs/interfaces.md#who-sees-what.
"""

import pytest

from loket_notifications.domain.access import sees
from loket_policy.code_lists import departments
from loket_policy.covert import require_operations_reader
from loket_shared.failures import NotFoundError
from loket_shared.principal import Principal, Role

COVERT = [department.code for department in departments() if department.covert]
OPEN = [department.code for department in departments() if not department.covert]


def reader(role: Role, department: str | None = None) -> Principal:
    return Principal(subject=role, name=role, email="", role=role, department=department, cleared=True)


def test_the_operator_sees_messages_to_askers_and_to_open_departments() -> None:
    assert sees(reader(Role.OPERATOR), None)
    assert all(sees(reader(Role.OPERATOR), code) for code in OPEN)


@pytest.mark.parametrize("code", COVERT)
def test_a_covert_department_s_message_exists_for_its_own_approver_alone(code: str) -> None:
    others = [reader(Role.APPROVER, other.code) for other in departments() if other.code != code]
    assert sees(reader(Role.APPROVER, code), code)
    assert not any(sees(other, code) for other in [reader(Role.OPERATOR), *others])


@pytest.mark.parametrize("code", COVERT + OPEN)
def test_an_approver_sees_no_message_to_an_asker_or_to_an_open_department(code: str) -> None:
    approver = reader(Role.APPROVER, code)
    assert not any(sees(approver, message) for message in [None, *OPEN])


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.OPERATOR, Role.APPROVER)])
def test_for_everybody_else_there_are_no_deliveries(role: Role) -> None:
    with pytest.raises(NotFoundError):
        require_operations_reader(reader(role))


@pytest.mark.parametrize("code", OPEN)
def test_an_open_department_s_approver_has_no_deliveries_either(code: str) -> None:
    with pytest.raises(NotFoundError):
        require_operations_reader(reader(Role.APPROVER, code))


@pytest.mark.parametrize("code", COVERT)
def test_the_operator_and_a_covert_department_s_approver_may_ask(code: str) -> None:
    require_operations_reader(reader(Role.OPERATOR))
    require_operations_reader(reader(Role.APPROVER, code))
