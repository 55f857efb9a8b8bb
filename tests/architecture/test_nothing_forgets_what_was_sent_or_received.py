"""Rows of the outbox and the inbox are never removed: recovery and the knowing of repeats rest on them.

The reasons stand in the shared library's README.
"""

import re

import pytest
from architecture.tree import PROJECT, python_files

REMOVAL = re.compile(
    r"(?:DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?)\s+(?:outbox|inbox)\b|delete\((?:OUTBOX|INBOX)\b", re.IGNORECASE
)


def test_no_statement_removes_a_row() -> None:
    code = [file for file in python_files() if not file.is_relative_to(PROJECT / "tests")]
    assert [str(file.relative_to(PROJECT)) for file in code if REMOVAL.search(file.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "statement", ["DELETE FROM outbox WHERE", "delete from\n inbox", "delete(INBOX)", "TRUNCATE outbox"]
)
def test_a_removal_is_found(statement: str) -> None:
    assert REMOVAL.search(statement)


def test_what_waited_for_its_turn_may_go() -> None:
    assert not REMOVAL.search("DELETE FROM inbox_parked")
