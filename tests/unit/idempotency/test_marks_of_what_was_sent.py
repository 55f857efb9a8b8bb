"""A key is one per client and caller, and no mark can be read."""

from dataclasses import replace
from typing import Any

import pytest
from kit.memory_vault import MemoryVault

from loket_shared.principal import Principal, Role
from loket_shared.pseudonyms import fingerprint, key_mark

MARKED = MemoryVault().pseudonym
CALLER = Principal("a", "A", "a@example.org", Role.FRONT_OFFICE, client="cli", issuer="i")
ADDRESS = "/v1/cases/KV-2026-000001/notes"


def test_the_same_key_of_the_same_caller_has_the_same_mark() -> None:
    renamed = replace(CALLER, name="B", email="b@example.org", cleared=True)
    assert key_mark(MARKED, CALLER, "k") == key_mark(MARKED, renamed, "k")


@pytest.mark.parametrize(
    "changes",
    [{"subject": "b"}, {"client": "other"}, {"issuer": "j"}, {"machine": True}, {"subject": "a", "client": ""}],
)
def test_the_key_of_anybody_else_is_another(changes: dict[str, Any]) -> None:
    assert key_mark(MARKED, replace(CALLER, **changes), "k") != key_mark(MARKED, CALLER, "k")


def test_neither_key_nor_content_stands_in_a_mark() -> None:
    told = key_mark(MARKED, CALLER, "my-key") + fingerprint(MARKED, ADDRESS, {"text": "secret"})
    assert not [word for word in ("my-key", "secret", "KV-2026", "cli") if word in told]


def test_the_order_of_fields_makes_no_difference_and_everything_else_does() -> None:
    sent = fingerprint(MARKED, ADDRESS, {"text": "x", "version": 1})
    assert sent == fingerprint(MARKED, ADDRESS, {"version": 1, "text": "x"})
    others = (fingerprint(MARKED, f"{ADDRESS}x", {"text": "x", "version": 1}), fingerprint(MARKED, ADDRESS, None))
    assert sent not in others


def test_who_lacks_the_master_key_makes_other_marks() -> None:
    assert key_mark(MARKED, CALLER, "k") != key_mark(MemoryVault().pseudonym, CALLER, "k")
