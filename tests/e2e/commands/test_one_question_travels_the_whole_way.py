"""From the form to the answer over public APIs, told afterwards as one story from the log and from telemetry."""

import json
from typing import Any

import httpx

from loket_stack.harness import Stack
from loket_stack.scenarios.demo import ANSWER, CONTRIBUTIONS, QUESTION

Json = dict[str, Any]

PREFIX = "nl.kennisveiligheid."
ABOUT_THE_QUESTION = [
    "questions.submitted.v1",
    "routing.decided.v1",
    "cases.opened.v1",
    "cases.coordination-started.v1",
    "cases.assigned.v1",
    "cases.answered.v1",
    "questions.feedback-given.v1",
    "cases.closed.v1",
]
SERVICES = {"intake", "routing", "backoffice", "notifications"}


def types(journey: Json) -> list[str]:
    return [event["type"].removeprefix(PREFIX) for event in journey["events"]]


def test_the_demo_ends_with_an_answer(demo: Json) -> None:
    assert demo["answered"] is True
    assert all(step["seconds"] >= 0 for step in demo["steps"])
    assert len({step["name"] for step in demo["steps"]}) == len(demo["steps"]) >= 15


def test_every_fact_of_the_journey_stands_once_on_the_log(journey: Json) -> None:
    told = types(journey)
    assert [kind for kind in ABOUT_THE_QUESTION if told.count(kind) != 1] == []


def test_what_services_did_by_themselves_names_its_cause(journey: Json) -> None:
    by_id = {event["id"]: event["type"].removeprefix(PREFIX) for event in journey["events"]}
    causes = {event["type"].removeprefix(PREFIX): by_id.get(event["causationId"]) for event in journey["events"]}
    assert causes["routing.decided.v1"] == "questions.submitted.v1"
    assert causes["cases.opened.v1"] == "questions.submitted.v1"
    assert causes["cases.coordination-started.v1"] == "routing.decided.v1"


def test_from_the_form_to_the_mail_is_one_trace_through_all_services(journey: Json) -> None:
    first = journey["traceIds"][0]
    spans = [span for span in journey["spans"] if span["traceId"] == first]
    assert {span["service"] for span in spans} == SERVICES
    names = {span["name"] for span in spans}
    assert {"POST /v1/questions", "send loket.questions", "process loket.questions", "send mail"} <= names
    known = {span["spanId"] for span in spans}
    roots = [span["name"] for span in spans if span["parentSpanId"] not in known]
    assert roots == ["POST /v1/questions"]


def test_every_consumer_handled_the_submission(journey: Json) -> None:
    submitted = next(event["id"] for event in journey["events"] if event["type"].endswith("submitted.v1"))
    handled = {each["consumer"]: each["outcome"] for each in journey["handled"] if each["eventId"] == submitted}
    assert handled == {f"loket.{service}": "handled" for service in SERVICES - {"intake"}}


def test_open_departments_work_is_told_and_covert_work_is_not(journey: Json) -> None:
    assert types(journey).count("contributions.requested.v1") == len(CONTRIBUTIONS) - 1
    assert types(journey).count("contributions.released.v1") == len(CONTRIBUTIONS) - 1


def test_the_journey_can_be_read_as_a_tree(stack: Stack, demo: Json) -> None:
    told = stack.run("journey", demo["reference"])
    assert told.startswith(f"{demo['reference']}: ")
    assert "intake: POST /v1/questions" in told


def test_nothing_of_the_content_stands_in_log_journey_or_mail(stack: Stack, demo: Json, journey: Json) -> None:
    mails = httpx.get(f"{stack.status()['parts']['mail']['url']}/messages").json()
    seen = json.dumps([journey, mails], ensure_ascii=False) + stack.run("events", "--json")
    content = [QUESTION["subject"], QUESTION["description"], ANSWER, *CONTRIBUTIONS.values(), "photonics", "cleanroom"]
    assert [text for text in content if text in seen] == []


def test_each_letter_was_sent_once(stack: Stack, demo: Json) -> None:
    mails = httpx.get(f"{stack.status()['parts']['mail']['url']}/messages").json()
    about = [mail["subject"] for mail in mails if demo["reference"] in mail["subject"]]
    assert sorted(subject.split()[-1] for subject in about) == ["afgesloten", "beantwoord", "ontvangen", "tijd"]
    assert len({mail["messageId"] for mail in mails}) == len(mails)
