"""A schema tells apart what travels in the clear, what travels sealed and what travels as an attribute."""

import pytest
import yaml

from loket_shared.contracts.asyncapi import asyncapi_document
from loket_shared.contracts.event import Event
from loket_shared.contracts.generate import event_schema
from loket_shared.contracts.registry import EVENTS
from loket_shared.contracts.topics import PRODUCERS, Topic
from loket_stack.paths import PROJECT

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
    channels = {channel["address"]: channel for channel in document["channels"].values()}
    assert channels.keys() == set(Topic)
    assert set(Topic) - PRODUCERS.keys() == {Topic.DEAD_LETTERS, Topic.AUDIT_HEADS}
    for topic, channel in channels.items():
        assert channel["messages"].keys() == {kind.TYPE for kind in EVENTS if topic == kind.TOPIC}


def test_each_consumer_s_dead_letters_have_the_topic_that_is_declared_for_them() -> None:
    channel = asyncapi_document("1.0.0")["channels"]["dead-letters"]
    addresses = {channel["address"].format(consumer=group) for group in channel["parameters"]["consumer"]["enum"]}
    declared = yaml.safe_load((PROJECT / "deploy" / "topics.yaml").read_text())["topics"]
    assert addresses == {topic["name"] for topic in declared if topic["name"].endswith(".dead-letters")}
