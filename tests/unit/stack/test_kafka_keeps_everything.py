"""Nothing in the log expires, is compacted or is too large for it: neither by the broker nor by a topic's own word."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from loket_shared.broker.kafka import LARGEST_RECORD
from loket_stack import paths
from loket_stack.kafka.logins import Logins
from loket_stack.kafka.server import Listeners, server_settings, to_properties

TOPICS = yaml.safe_load(paths.TOPICS.read_text())


@pytest.fixture
def settings(tmp_path: Path) -> Mapping[str, str]:
    return server_settings(Listeners(1, 2, 3), Path("data"), Logins(tmp_path))


def test_the_broker_keeps_records_for_ever(settings: Mapping[str, str]) -> None:
    assert settings["log.retention.ms"] == settings["log.retention.bytes"] == "-1"


def test_topics_keep_records_for_ever() -> None:
    config = TOPICS["defaults"]["config"]
    assert config["retention.ms"] == config["retention.bytes"] == "-1"
    assert config["cleanup.policy"] == "delete"


def test_topics_take_the_largest_record_with_its_headers() -> None:
    assert int(TOPICS["defaults"]["config"]["max.message.bytes"]) >= LARGEST_RECORD + (64 << 10)


def test_only_the_loopback_address_is_listened_on(settings: Mapping[str, str]) -> None:
    listeners = settings["listeners"].split(",")
    assert [listener.partition("://")[2] for listener in listeners] == ["127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3"]


def test_topics_come_from_the_file_only(settings: Mapping[str, str]) -> None:
    assert settings["auto.create.topics.enable"] == "false"


def test_every_topic_of_the_design_is_declared() -> None:
    events = {"questions", "routing", "cases", "contributions", "knowledge", "notifications", "external"}
    partitions = {topic["name"]: topic["partitions"] for topic in TOPICS["topics"]}
    assert {name for name, number in partitions.items() if number == 12} == {f"loket.{name}" for name in events}
    groups = ("intake", "routing", "backoffice", "notifications")
    own = {f"loket.{group}.{kind}" for group in groups for kind in ("dead-letters", "audit-heads")}
    assert {name for name, number in partitions.items() if number == 1} == own


def test_settings_are_written_as_properties() -> None:
    assert to_properties({"a": "1", "b.c": "x"}) == "a=1\nb.c=x\n"
