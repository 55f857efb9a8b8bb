"""The other commands of operations, on the same stack."""

import json
import subprocess
from typing import Any

import pytest
from e2e.forged import put_rubbish

from loket_stack.harness import Stack
from loket_stack.scenarios.waiting import wait_until

Json = dict[str, Any]


def test_seeding_leaves_questions_in_many_states(stack: Stack) -> None:
    lines = stack.run("seed", "--count", "10").splitlines()
    assert len(lines) == 10
    assert len({line[16:36].strip() for line in lines}) == 10


def test_events_are_filtered_by_topic_and_by_reference(stack: Stack, demo: Json) -> None:
    lines = stack.run("events", "--topic", "loket.cases", "--reference", demo["reference"], "--json").splitlines()
    events = [json.loads(line) for line in lines]
    assert {(event["topic"], event["subject"]) for event in events} == {("loket.cases", demo["reference"])}
    assert [int(event["sequence"]) for event in events] == list(range(1, len(events) + 1))


def test_nothing_of_the_demonstration_became_a_dead_letter(stack: Stack, demo: Json) -> None:
    letters = json.loads(stack.run("dead-letters", "list", "--json"))
    assert [letter for letter in letters if letter.get("subject") == demo["reference"]] == []


def test_dead_letters_are_tried_again_and_given_up_by_their_reason(stack: Stack) -> None:
    put_rubbish(stack.kafka(), 2)
    chosen = ("--reason", "unreadable-record", "--service", "routing")

    def waiting() -> list[Json]:
        letters = json.loads(stack.run("dead-letters", "list", "--json"))
        return [one for one in letters if (one["service"], one.get("reason")) == ("routing", "unreadable-record")]

    wait_until("the dead letters", lambda: len(waiting()) >= 2)
    with pytest.raises(subprocess.CalledProcessError) as failed:
        stack.run("dead-letters", "replay", *chosen)
    assert "failed" in failed.value.stdout
    dropped = json.loads(stack.run("dead-letters", "drop", *chosen, "--because", "van niemand", "--json"))
    assert {(each["service"], each["outcome"]) for each in dropped} == {("routing", "dropped")}
    assert waiting() == []


def test_an_erased_question_can_be_followed_but_not_read(stack: Stack) -> None:
    reference = stack.run("seed", "--count", "1").split()[0]
    assert "is erased" in stack.run("erase", reference, "--reason", "op verzoek van de indiener")
    assert "cases.erased.v1" in stack.run("journey", reference)


def test_the_audit_trails_of_all_services_are_whole(stack: Stack, demo: Json) -> None:
    told = json.loads(stack.run("audit", "verify", "--json"))
    assert told["whole"]
    assert set(told["trails"]) == {"intake", "routing", "backoffice", "notifications"}
    assert told["trails"]["backoffice"]["records"] > 0


@pytest.mark.parametrize(
    "line",
    [
        ["journey", "KV-1999-000001"],
        ["erase", "KV-1999-000001", "--reason", "x"],
        ["events", "--topic", "loket.nowhere"],
        ["dead-letters", "show", "0192f0c1-7c3a-7def-8a00-000000000003"],
        ["dead-letters", "replay"],
        ["dead-letters", "replay", "--all", "--reason", "failed"],
        ["dead-letters", "drop", "--all"],
        ["seed", "--count", "0"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_said_and_ends_with_failure(stack: Stack, line: list[str]) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        stack.run(*line)
