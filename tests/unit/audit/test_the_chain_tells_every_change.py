"""A link and a code are over everything that the record holds, as it is kept, and made by nobody without the key."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit.audit_trail import SECRET

from loket_shared.audit.chain import (
    EMPTY,
    ChainedRecord,
    Head,
    Value,
    Written,
    anchor,
    encode,
    follows,
    is_authentic,
    is_timely,
    mac_of,
    next_link,
    unkeyed_link,
)
from loket_shared.audit.keys import AuditKeys, UnknownKeyError
from loket_shared.audit.record import actor_name
from loket_shared.audit.verifying import Fault, Walk, Wrong
from loket_shared.principal import Principal, Role

KEYS, OTHERS = AuditKeys([SECRET]), AuditKeys([b"o" * 32])
MOMENT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
WRITTEN = Written(
    time=MOMENT,
    actor="front-office",
    action="case.read",
    object="KV-2026-000123",
    result="ok",
    origin="loket-backoffice",
    content=b"sealed",
    times=1,
    trace_id="0af7651916cd43dd8448eb211c80319c",
    caller_span_id=None,
)
RECORD = ChainedRecord(position=7, began=MOMENT, mac=mac_of(KEYS, WRITTEN), **WRITTEN._asdict())
CHANGES: dict[str, Any] = {
    "position": 8,
    "time": MOMENT + timedelta(microseconds=1),
    "began": MOMENT - timedelta(microseconds=1),
    "content": b"other",
    "times": 2,
    "mac": b"other",
}
UNKEYED = RECORD._replace(mac=b"")
VALUES = st.none() | st.text(max_size=3) | st.binary(max_size=3) | st.integers() | st.datetimes(timezones=st.just(UTC))


def test_each_record_adds_one_link() -> None:
    first = next_link(KEYS, EMPTY, RECORD)
    second = next_link(KEYS, first, RECORD)
    assert (first.link, second.link) == (1, 2)
    assert first.hash != second.hash
    assert follows(KEYS, first.hash, 2, RECORD, second.hash)


@pytest.mark.parametrize("field", ChainedRecord._fields)
def test_a_change_in_any_column_changes_the_hash(field: str) -> None:
    link = next_link(KEYS, EMPTY, RECORD)
    changed = RECORD._replace(**{field: CHANGES.get(field, "other")})
    assert not follows(KEYS, EMPTY.hash, 1, changed, link.hash)


@pytest.mark.parametrize("field", Written._fields)
def test_a_change_in_anything_the_service_wrote_spoils_its_code(field: str) -> None:
    assert is_authentic(KEYS, RECORD)
    assert not is_authentic(KEYS, RECORD._replace(**{field: CHANGES.get(field, "other")}))


@pytest.mark.parametrize("field", ["content", "trace_id", "caller_span_id"])
def test_nothing_is_not_the_same_as_empty(field: str) -> None:
    absent: dict[str, Any] = {field: None}
    blank: dict[str, Any] = {field: b"" if field == "content" else ""}
    nothing, empty = RECORD._replace(**absent), RECORD._replace(**blank)
    assert next_link(KEYS, EMPTY, nothing) != next_link(KEYS, EMPTY, empty)


def test_a_change_before_changes_every_hash_after() -> None:
    link = next_link(KEYS, Head(7, b"a" * 37), RECORD)
    assert not follows(KEYS, b"b" * 37, 8, RECORD, link.hash)
    assert not follows(KEYS, b"a" * 37, 9, RECORD, link.hash)


def test_two_equal_acts_have_codes_of_their_own() -> None:
    assert mac_of(KEYS, WRITTEN) != mac_of(KEYS, WRITTEN)


def test_another_key_makes_neither() -> None:
    link = next_link(OTHERS, EMPTY, RECORD)
    with pytest.raises(UnknownKeyError):
        follows(KEYS, EMPTY.hash, 1, RECORD, link.hash)
    named_as_ours = link.hash[:1] + KEYS.newest + link.hash[5:]
    assert not follows(KEYS, EMPTY.hash, 1, RECORD, named_as_ours)
    code = mac_of(OTHERS, WRITTEN)
    assert not is_authentic(KEYS, RECORD._replace(mac=code[:1] + KEYS.newest + code[5:]))


def test_the_same_moment_elsewhere_is_the_same() -> None:
    elsewhere = RECORD._replace(time=RECORD.time.astimezone(timezone(timedelta(hours=1))))
    assert next_link(KEYS, EMPTY, elsewhere) == next_link(KEYS, EMPTY, RECORD)


@given(first=st.lists(VALUES, max_size=4), second=st.lists(VALUES, max_size=4))
def test_no_two_lists_of_values_are_the_same_bytes(first: list[Value], second: list[Value]) -> None:
    assert (encode("test", *first) == encode("test", *second)) == (first == second)
    assert encode("test", *first) != encode("another", *first)


@pytest.mark.parametrize(
    ("began", "timely"),
    [
        (MOMENT, True),
        (MOMENT - timedelta(minutes=14), True),
        (MOMENT + timedelta(minutes=14), True),
        (MOMENT - timedelta(minutes=16), False),
        (MOMENT + timedelta(minutes=16), False),
        (None, False),
    ],
)
def test_a_record_is_written_about_when_its_transaction_began(began: datetime | None, timely: bool) -> None:
    assert is_timely(RECORD._replace(began=began)) is timely


def _chained_before_there_were_keys(*records: ChainedRecord) -> list[tuple[Head, ChainedRecord]]:
    chained, head = [], EMPTY
    for record in records:
        head = unkeyed_link(head, record)
        chained.append((head, record))
    return chained


def _after(before: list[tuple[Head, ChainedRecord]], record: ChainedRecord) -> tuple[Head, ChainedRecord]:
    anchored = EMPTY.hash
    for head, each in before:
        anchored = anchor(anchored, head, each)
    return next_link(KEYS, Head(len(before), anchored), record), record


def test_what_was_chained_before_there_were_keys_stays_valid() -> None:
    before = _chained_before_there_were_keys(UNKEYED, UNKEYED._replace(began=None, trace_id=None, position=8))
    walk = Walk(KEYS)
    assert walk.step([*before, _after(before, RECORD)]) is None
    assert walk.verified(None).link == 3


@pytest.mark.parametrize("field", ["began", "trace_id", "caller_span_id", "position"])
def test_the_first_key_covers_what_no_hash_covered_before(field: str) -> None:
    before = _chained_before_there_were_keys(UNKEYED)
    first_keyed = _after(before, RECORD)
    (head, record), *_ = before
    changed = record._replace(**{field: CHANGES.get(field, "other")})
    assert Walk(KEYS).step([(head, changed), first_keyed]) == Wrong(Fault.CHANGED, 1, until=2)


def test_nothing_is_chained_without_a_key_any_more() -> None:
    keyed = (next_link(KEYS, EMPTY, RECORD), RECORD)
    unkeyed = (unkeyed_link(keyed[0], UNKEYED), UNKEYED)
    assert Walk(KEYS).step([keyed, unkeyed]) == Wrong(Fault.CHANGED, 2, position=7)
    assert Walk(KEYS).step([(unkeyed_link(EMPTY, RECORD), RECORD)]) == Wrong(Fault.CHANGED, 1, position=7)


def test_one_without_a_code_stands_before_all_that_have_one() -> None:
    first = next_link(KEYS, EMPTY, UNKEYED)
    second = next_link(KEYS, first, RECORD)
    third = next_link(KEYS, second, UNKEYED)
    walk = Walk(KEYS)
    assert walk.step([(first, UNKEYED), (second, RECORD)]) is None
    assert walk.step([(third, UNKEYED)]) == Wrong(Fault.NOT_WRITTEN, 3, position=7)


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
