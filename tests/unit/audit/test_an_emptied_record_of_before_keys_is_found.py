"""Records of before there were keys are told to be changed where a column was emptied, as all others are."""

from datetime import UTC, datetime
from typing import Any

import pytest

from loket_shared.audit.chain import EMPTY, ChainedRecord, Head, unkeyed_link
from loket_shared.audit.keys import AuditKeys
from loket_shared.audit.verifying import Fault, Walk

GENUINE = ChainedRecord(
    position=1,
    time=datetime(2026, 11, 2, 9, tzinfo=UTC),
    actor="front-office",
    action="case.read",
    object="KV-2026-000123",
    result="ok",
    origin="",
    content=None,
    times=1,
    began=None,
    trace_id=None,
    caller_span_id=None,
    mac=b"",
)
HASH: Head = unkeyed_link(EMPTY, GENUINE)


@pytest.mark.parametrize("column", ["time", "actor", "action", "object", "result", "origin"])
def test_whichever_it_is(column: str) -> None:
    walk, emptied = Walk(AuditKeys([bytes(32)])), dict[str, Any]({column: None})
    wrong = walk.step([(HASH, GENUINE._replace(**emptied))])
    assert wrong is not None
    assert wrong.fault is Fault.CHANGED
    assert Walk(AuditKeys([bytes(32)])).step([(HASH, GENUINE)]) is None
