"""What is committed under ``shared/schemas`` is what the code says, and keeps what the last release promised."""

import json
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from loket_shared.contracts.compatibility import WITHDRAWN
from loket_shared.contracts.event import Event
from loket_shared.contracts.events.contributions_requested import ContributionRequested
from loket_shared.contracts.generate import FOLDER, RELEASED, Schema, broken_promises, differences, event_schema
from loket_shared.contracts.registry import EVENTS

RecordOf = Callable[[Event], Awaitable[tuple[bytes, bytes, list[tuple[str, bytes]]]]]

KINDS = pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.TYPE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "schemas"))


def _edit(file: Path, *path: str, to: object) -> None:
    document = json.loads(file.read_text())
    *inner, last = path
    place = document
    for name in inner:
        place = place[name]
    place[last] = to
    file.write_text(json.dumps(document))


def test_the_committed_files_are_those_that_the_code_makes() -> None:
    assert differences() == [], "run ./loket schemas"


def test_nothing_breaks_what_the_last_release_promised() -> None:
    assert broken_promises() == []


def test_the_last_release_is_committed() -> None:
    assert json.loads((FOLDER / RELEASED).read_text())


def test_a_stale_a_changed_and_a_missing_file_are_all_named(folder: Path) -> None:
    (folder / "nl.kennisveiligheid.old.gone.v1.json").write_text("{}")
    (folder / "asyncapi.yaml").write_text("")
    (folder / "nl.kennisveiligheid.cases.opened.v1.json").unlink()
    assert differences(folder) == [
        "nl.kennisveiligheid.old.gone.v1.json is not generated any more",
        "nl.kennisveiligheid.cases.opened.v1.json differs",
        "asyncapi.yaml differs",
    ]


def test_a_deliberately_broken_promise_is_found(folder: Path) -> None:
    """The last release had a field that the code no longer knows, and a whole event."""
    opened = "nl.kennisveiligheid.cases.opened.v1"
    _edit(folder / RELEASED, opened, "properties", "openedBy", to={"type": "string"})
    _edit(folder / RELEASED, "nl.kennisveiligheid.cases.merged.v1", to={})
    assert sorted(broken_promises(folder)) == [
        "nl.kennisveiligheid.cases.merged.v1 was removed",
        f"{opened}: data.openedBy was removed",
    ]


def test_only_what_is_withdrawn_with_its_reason_may_go(folder: Path) -> None:
    """The field beside it, whose name begins alike, is promised all the same."""
    requested = "nl.kennisveiligheid.contributions.requested.v1"
    assert all(reason for reason in WITHDRAWN.values())
    _edit(folder / RELEASED, requested, "properties", "requestedAtNoon", to={"type": "string"})
    assert broken_promises(folder) == [f"{requested}: data.requestedAtNoon was removed"]


def test_what_is_withdrawn_without_need_is_told(folder: Path) -> None:
    requested = "nl.kennisveiligheid.contributions.requested.v1"
    _edit(folder / RELEASED, requested, to=event_schema(ContributionRequested))
    assert broken_promises(folder) == [f"{requested}: data.requestedAt is withdrawn, but nothing there is broken"]


@KINDS
@pytest.mark.asyncio
async def test_what_goes_on_the_wire_fits_its_schema(kind: type[Event], record_of: RecordOf) -> None:
    _, value, _ = await record_of(kind.example())
    schema = event_schema(kind)
    Draft202012Validator.check_schema(schema)
    assert not list(_validator(schema).iter_errors(json.loads(value)))


@KINDS
def test_what_a_slot_holds_fits_its_part(kind: type[Event]) -> None:
    schema, example = event_schema(kind), kind.example()
    for field in kind.sealed_parts():
        if (part := getattr(example, field)) is not None:
            described = schema["x-sealed"][kind.model_fields[field].alias or field]["schema"]
            part_schema = {**described, "$defs": schema["$defs"]}
            assert not list(_validator(part_schema).iter_errors(part.model_dump(mode="json")))


@KINDS
@pytest.mark.asyncio
async def test_the_schema_refuses_data_without_what_the_event_is_about(kind: type[Event], record_of: RecordOf) -> None:
    _, value, _ = await record_of(kind.example())
    schema = event_schema(kind)
    for name in schema["required"]:
        data = {key: text for key, text in json.loads(value).items() if key != name}
        assert list(_validator(schema).iter_errors(data))


def _validator(schema: Schema) -> Draft202012Validator:
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
