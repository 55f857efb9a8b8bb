"""What was found of the audit trails, for people and for programs."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from loket_shared.audit.findings import Wrong
from loket_shared.audit.verdict import Verdict
from loket_stack.audit.trails import Trail


def as_lines(trails: Sequence[Trail]) -> Iterator[str]:
    """Yield what a person reads."""
    for trail in trails:
        verdict = trail.verdict
        yield f"{trail.service:14} {'whole' if verdict.whole else 'NOT WHOLE':10} {_reach(verdict)}"
        wrong = [f"first wrong: {verdict.wrong}"] if verdict.wrong else []
        yield from (f"{'':14} {note}" for note in (*wrong, *verdict.problems, *_remarks(verdict)))


def as_json(trails: Sequence[Trail]) -> dict[str, Any]:
    """Return what a program reads."""
    return {
        "whole": all(trail.verdict.whole for trail in trails),
        "trails": {trail.service: _as_json(trail.verdict) for trail in trails},
    }


def _as_json(verdict: Verdict) -> dict[str, Any]:
    verified, last = verdict.verified, verdict.published.last
    return {
        "whole": verdict.whole,
        "records": verified.link,
        "until": _iso(verified.time),
        "published": {"records": last.link, "at": _iso(last.published_at)} if last else None,
        "firstWrong": _wrong(verdict.wrong) if verdict.wrong else None,
        "problems": list(verdict.problems),
        "remarks": _remarks(verdict),
    }


def _wrong(wrong: Wrong) -> dict[str, Any]:
    return {
        "record": wrong.link,
        "until": wrong.until,
        "position": wrong.position,
        "fault": wrong.fault.name.lower().replace("_", "-"),
        "text": str(wrong),
    }


def _reach(verdict: Verdict) -> str:
    verified, last = verdict.verified, verdict.published.last
    if not verified.link:
        return "no records"
    published = f"published up to record {last.link}" if last else "nothing published yet"
    return f"up to record {verified.link} of {_moment(verified.time)}; {published}"


def _remarks(verdict: Verdict) -> list[str]:
    late = verdict.published.late
    if late is None:
        return []
    published, logged = _moment(late.event.published_at), _moment(late.logged_at)
    return [
        f"the log was away or lost: what was published up to {published} is on it since {logged},"
        " and nothing outside the database vouched for it before"
    ]


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if moment else "-"


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None
