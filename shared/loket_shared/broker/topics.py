"""The topics that are declared in ``deploy/topics.yaml``."""

from collections.abc import Collection, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from yaml import safe_load

from loket_shared.contracts.topics import Topic


class TopicDefaults(BaseModel):
    """The settings that topics have unless they say otherwise."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True)

    replication_factor: int = 1
    config: Mapping[str, str] = Field(default_factory=dict)


class TopicSpec(TopicDefaults):
    """A topic that must exist. Its number of partitions must never change, because keys would move."""

    name: str
    partitions: int


def dead_letters_topic(group: str) -> str:
    """Return the topic on which a consumer group publishes its dead letters."""
    return Topic.DEAD_LETTERS.format(consumer=group)


def audit_heads_topic(group: str) -> str:
    """Return the topic on which the service of a consumer group publishes the heads of its audit trail."""
    return Topic.AUDIT_HEADS.format(consumer=group)


def all_topics(path: Path) -> tuple[TopicSpec, ...]:
    """Return the declarations in the file ``path``: its ``topics``, completed from its ``defaults``."""
    declared = safe_load(path.read_text(encoding="utf-8"))
    return tuple(TopicSpec.model_validate({**declared.get("defaults", {}), **topic}) for topic in declared["topics"])


def declared_topics(path: Path, names: Collection[str]) -> tuple[TopicSpec, ...]:
    """Return the declarations of ``names`` from the file ``path``.

    Raises:
        LookupError: a name is not declared.
    """
    found = {spec.name: spec for spec in all_topics(path) if spec.name in names}
    if missing := set(names) - found.keys():
        raise LookupError(f"topics that are not declared: {', '.join(sorted(missing))}")
    return tuple(found.values())
