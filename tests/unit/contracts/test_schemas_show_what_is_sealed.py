"""A schema tells apart what travels in the clear, what travels sealed and what travels as an attribute."""

import pytest

from loket_shared.contracts.asyncapi import PRODUCERS, asyncapi_document
from loket_shared.contracts.event import Event
from loket_shared.contracts.registry import EVENTS
from loket_shared.contracts.schemas import event_schema
from loket_shared.contracts.topics import Topic

KINDS = pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.TYPE)


@KINDS
def test_each_sealed_part_stands_apart_with_its_compartment(kind: type[Event]) -> None:
    schema = event_schema(kind)
    named = {kind.model_fields[field].alias: compartment for field, compartment in kind.sealed_parts().items()}
    assert {name: part["compartment"] for name, part in schema.get("x-sealed", {}).items()} == named
    assert schema["properties"].keys().isdisjoint(named)
    assert ("sealed" in schema["required"]) == bool(named)


@KINDS
def test_the_reference_travels_as_the_subject_only(kind: type[Event]) -> None:
    assert "reference" not in event_schema(kind)["properties"]


@KINDS
def test_every_reference_inside_a_schema_leads_somewhere(kind: type[Event]) -> None:
    schema = event_schema(kind)
    text = str(schema)
    wanted = {part.split("'")[0] for part in text.split("#/$defs/")[1:]}
    assert wanted == schema.get("$defs", {}).keys()


def test_every_topic_has_one_producer_and_every_event_stands_under_its_own() -> None:
    document = asyncapi_document("1.0.0")
    assert PRODUCERS.keys() == set(Topic)
    for topic in Topic:
        channel = document["channels"][topic.removeprefix("loket.")]
        assert channel["messages"].keys() == {kind.TYPE for kind in EVENTS if kind.TOPIC is topic}
