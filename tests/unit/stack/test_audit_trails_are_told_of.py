"""What ``./loket audit verify`` says of a trail, to people and to programs."""

from datetime import UTC, datetime, timedelta

from loket_shared.audit.published import LoggedHead, Published, Verdict
from loket_shared.audit.verifying import Fault, Verified, Wrong
from loket_shared.contracts.events.audit_heads_published import AuditHeadPublished
from loket_stack.commands.audit import Trail, render_trails, trails_as_json

MOMENT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
HEAD = AuditHeadPublished.example().model_copy(update={"link": 9, "published_at": MOMENT})
WHOLE = Verdict(Verified(9, MOMENT, b"h"), Published(last=HEAD), None, ())


def _trails(verdict: Verdict) -> list[Trail]:
    return [Trail("intake", WHOLE), Trail("backoffice", verdict)]


def test_a_whole_trail_is_told_with_its_reach() -> None:
    told = trails_as_json(_trails(WHOLE))
    assert told["whole"]
    assert told["trails"]["backoffice"] == {
        "whole": True,
        "records": 9,
        "until": "2026-11-23T09:30:00Z",
        "published": {"records": 9, "at": "2026-11-23T09:30:00Z"},
        "firstWrong": None,
        "problems": [],
        "remarks": [],
    }
    assert next(iter(render_trails(_trails(WHOLE)))).startswith(
        "intake         whole      up to record 9 of 2026-11-23 09:30:00"
    )


def test_of_one_that_is_not_the_first_wrong_record_is_told() -> None:
    wrong = Wrong(Fault.GONE, 4, until=9, published_at=MOMENT)
    verdict = Verdict(Verified(3, MOMENT, b"h"), Published(last=HEAD, wrong=wrong), wrong, ())
    told = trails_as_json(_trails(verdict))
    assert not told["whole"]
    assert told["trails"]["intake"]["whole"]
    assert told["trails"]["backoffice"]["firstWrong"] == {
        "record": 4,
        "until": 9,
        "position": None,
        "fault": "gone",
        "text": "one of the records 4 to 9 is gone, and was published on 2026-11-23 at 09:30:00 UTC",
    }
    assert any("NOT WHOLE" in line for line in render_trails(_trails(verdict)))


def test_a_log_that_was_filled_again_is_remarked_upon() -> None:
    late = LoggedHead(1, HEAD, MOMENT + timedelta(hours=2))
    verdict = Verdict(Verified(9, MOMENT, b"h"), Published(last=HEAD, late=late), None, ())
    (remark,) = trails_as_json(_trails(verdict))["trails"]["backoffice"]["remarks"]
    assert "away or lost" in remark
    assert verdict.whole
