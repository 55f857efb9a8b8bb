"""Which service writes to a topic is declared once, and it is what the services do."""

import re
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from loket_shared.broker.topics import dead_letters_topic
from loket_shared.contracts.event import Event
from loket_shared.contracts.registry import EVENTS
from loket_shared.contracts.topics import OF_EACH_SERVICE, PRODUCERS, SERVICES, Topic, producer_of, source_of
from loket_shared.service.runtime import ServiceDefinition
from loket_stack.paths import PROJECT
from loket_stack.postgres.databases import SERVICES as RUNNING

OIN = "00000003123456780000"
IMPORTED = re.compile(r"^from loket_shared\.contracts\.events\.\w+ import (.+)$", re.MULTILINE)
EACH_SERVICE = pytest.mark.parametrize("name", SERVICES)


def definition(name: str) -> ServiceDefinition:
    service: ServiceDefinition = import_module(f"loket_{name}.main").SERVICE
    return service


def named_in(package: Path) -> set[type[Event]]:
    """Return the events that the code of a service names."""
    names = {
        name.strip()
        for file in package.rglob("*.py")
        for line in IMPORTED.findall(file.read_text("utf-8"))
        for name in line.strip("()").split(",")
    }
    return {kind for kind in EVENTS if kind.__name__ in names}


def test_every_service_that_runs_produces_something() -> None:
    assert set(SERVICES) == set(RUNNING)


@EACH_SERVICE
def test_a_service_publishes_on_its_own_topics_and_no_others(name: str) -> None:
    service = definition(name)
    assert set(service.publishes) == {topic for topic in Topic if PRODUCERS.get(topic) == name}
    assert PRODUCERS[dead_letters_topic(service.group)] == name


@EACH_SERVICE
def test_a_service_makes_no_event_of_another(name: str) -> None:
    """Whatever event its code names, it either listens to or publishes itself."""
    named = named_in(PROJECT / "services" / name / f"loket_{name}")
    assert named >= definition(name).subscriptions.keys()
    foreign = named - definition(name).subscriptions.keys()
    assert foreign
    assert {PRODUCERS[kind.TOPIC] for kind in foreign} == {name}


def test_every_declared_topic_of_an_event_has_its_producer() -> None:
    declared = {topic["name"] for topic in yaml.safe_load((PROJECT / "deploy" / "topics.yaml").read_text())["topics"]}
    assert declared >= PRODUCERS.keys()
    assert {kind.TOPIC for kind in EVENTS} <= PRODUCERS.keys() | set(OF_EACH_SERVICE)


def test_a_topic_of_nobody_has_no_producer() -> None:
    assert producer_of("loket.knowledge", OIN) is None
    assert producer_of("loket.cases", OIN) == ("backoffice", source_of("backoffice", OIN))
