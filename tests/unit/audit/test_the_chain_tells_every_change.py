"""A link's hash is over everything that the record holds, as it is kept."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket_shared.audit.actors import actor_name
from loket_shared.audit.chain import EMPTY, Chained, Head, next_link
from loket_shared.identity.principal import Principal, Role

RECORD = Chained(
    time=datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
    actor="front-office",
    action="case.read",
    object="KV-2026-000123",
    result="ok",
    origin="loket-backoffice",
    content=b"sealed",
)
TEXTS = st.text(max_size=5)


def test_each_record_adds_one_link() -> None:
    first = next_link(EMPTY, RECORD)
    second = next_link(first, RECORD)
    assert (first.link, second.link) == (1, 2)
    assert first.hash != second.hash


@pytest.mark.parametrize("field", Chained._fields)
def test_a_change_in_any_field_changes_the_hash(field: str) -> None:
    changes: dict[str, Any] = {"time": RECORD.time + timedelta(microseconds=1), "content": b"other"}
    changed = RECORD._replace(**{field: changes.get(field, "other")})
    assert next_link(EMPTY, changed).hash != next_link(EMPTY, RECORD).hash


def test_a_change_before_changes_every_hash_after() -> None:
    assert next_link(Head(7, b"a" * 32), RECORD).hash != next_link(Head(7, b"b" * 32), RECORD).hash
    assert next_link(Head(7, b"a" * 32), RECORD).hash != next_link(Head(8, b"a" * 32), RECORD).hash


def test_the_same_moment_elsewhere_hashes_alike() -> None:
    elsewhere = RECORD._replace(time=RECORD.time.astimezone(timezone(timedelta(hours=1))))
    assert next_link(EMPTY, elsewhere) == next_link(EMPTY, RECORD)


@given(first=st.tuples(TEXTS, TEXTS, TEXTS), second=st.tuples(TEXTS, TEXTS, TEXTS))
def test_no_two_records_hash_alike(first: tuple[str, str, str], second: tuple[str, str, str]) -> None:
    hashes = [next_link(EMPTY, RECORD._replace(actor=a, action=b, object=c)).hash for a, b, c in (first, second)]
    assert (hashes[0] == hashes[1]) == (first == second)


@dataclass(frozen=True)
class _Reader:
    role: Role
    department: str | None = None


@pytest.mark.parametrize(
    "reader",
    [_Reader(role, code) for role in (Role.EXPERT, Role.APPROVER) for code in ("OCW", "AIVD")]
    + [_Reader(Role.ASKER), _Reader(Role.COORDINATOR)],
)
def test_askers_and_every_department_alike_stand_there_by_a_pseudonym(reader: _Reader) -> None:
    principal = Principal("subject", "Name", "mail", reader.role, department=reader.department)
    assert actor_name(principal, lambda subject: f"p-{len(subject)}") == "p-7"


@pytest.mark.parametrize("role", [Role.FRONT_OFFICE, Role.OPERATOR, Role.RULE_OWNER, Role.AUDITOR])
def test_the_desk_itself_stands_there_by_its_subject(role: Role) -> None:
    assert actor_name(Principal("officer", "Name", "mail", role), lambda _: "p-") == "officer"
