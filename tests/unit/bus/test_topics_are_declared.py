"""The declared topics."""

from pathlib import Path

import pytest

from loket_shared.broker.topics import declared_topics

DECLARED = """
defaults: {replicationFactor: 3, config: {retention.ms: "-1"}}
topics:
  - {name: loket.questions, partitions: 12}
  - {name: loket.intake.dead-letters, partitions: 1, replicationFactor: 1}
"""


@pytest.fixture
def declarations(tmp_path: Path) -> Path:
    file = tmp_path / "topics.yaml"
    file.write_text(DECLARED)
    return file


def test_a_topic_has_its_own_values_over_the_defaults(declarations: Path) -> None:
    questions, letters = declared_topics(declarations, {"loket.questions", "loket.intake.dead-letters"})
    assert (questions.partitions, questions.replication_factor) == (12, 3)
    assert (letters.partitions, letters.replication_factor) == (1, 1)
    assert dict(questions.config) == {"retention.ms": "-1"}


def test_a_topic_that_is_used_must_be_declared(declarations: Path) -> None:
    with pytest.raises(LookupError, match=r"loket\.cases"):
        declared_topics(declarations, {"loket.questions", "loket.cases"})
