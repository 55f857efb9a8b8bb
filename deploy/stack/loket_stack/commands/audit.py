"""Verify the audit trails: each service's records, compared with the heads that it published.

An independent client reads the published heads from the log, and the records from each service's database. If a trail
was changed, cut or rewritten, it does not match, and the exit status is 1.
"""

import argparse
import asyncio
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import asyncpg
from pydantic import ValidationError

from loket_shared.audit.keys import AuditKeys
from loket_shared.audit.published import LoggedHead, LoggedHeads, Verdict, judge
from loket_shared.audit.verifying import Wrong
from loket_shared.broker.topics import audit_heads_topic
from loket_shared.contracts.events.audit_heads_published import AuditHeadPublished
from loket_shared.db.database import Database
from loket_stack.components.services import audit_key_file
from loket_stack.console import StackError
from loket_stack.paths import Paths
from loket_stack.ports import ports_file, remembered_ports
from loket_stack.postgres.databases import SERVICES, Databases
from loket_stack.state import StackState, running_stack
from loket_stack.wire import Log, UnreadableRecord, WireEvent


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    acts = parser.add_subparsers(dest="act", metavar="verify", required=True)
    verify = acts.add_parser("verify", help="verify the trails of all services")
    verify.add_argument("--json", action="store_true", help="print one JSON document")


def run(arguments: argparse.Namespace) -> int:
    """Print the verdict on each trail, and return 1 if one is not intact."""
    trails = asyncio.run(verify_trails(Paths.of(), running_stack()))
    if arguments.json:
        print(json.dumps(trails_as_json(trails), indent=2))
    else:
        print("\n".join(render_trails(trails)))
    return 0 if all(trail.verdict.whole for trail in trails) else 1


@dataclass(frozen=True)
class Trail:
    """The trail of one service, and its verdict."""

    service: str
    verdict: Verdict


async def verify_trails(paths: Paths, stack: StackState) -> Sequence[Trail]:
    """Verify the trails of all services.

    Raises:
        StackError: the broker or the database server does not answer.
    """
    log, databases = Log.of(stack), Databases(remembered_ports(ports_file(paths.run))["postgres"], paths.secrets)
    return [await _verify(service, paths, log, databases) for service in SERVICES]


async def _verify(service: str, paths: Paths, log: Log, databases: Databases) -> Trail:
    keys, group = AuditKeys.read(audit_key_file(paths, service)), f"loket.{service}"
    url = databases.url(f"loket_{service}", service).replace("postgresql://", "postgresql+asyncpg://")
    database = Database(url, pool=1)
    try:
        return Trail(service, await judge(database, keys, group, _heads(log, group), datetime.now(UTC)))
    except (OSError, asyncpg.PostgresError) as error:
        raise StackError(f"the database of {service} does not answer", "see ./loket status") from error
    finally:
        await database.close()


async def _heads(log: Log, group: str) -> LoggedHeads:
    topic = audit_heads_topic(group)
    if topic in await log.topics():
        async for record in log.read([topic]):
            yield _head(record)


def _head(record: WireEvent | UnreadableRecord) -> LoggedHead | None:
    if isinstance(record, UnreadableRecord) or record.get("type") != AuditHeadPublished.TYPE:
        return None
    try:
        event = AuditHeadPublished.model_validate(record.attributes["data"])
        return LoggedHead(record.sequence, event, record.logged_at)
    except (ValidationError, KeyError, ValueError):
        return None


def render_trails(trails: Sequence[Trail]) -> Iterator[str]:
    """Yield the verdicts as lines of text."""
    for trail in trails:
        verdict = trail.verdict
        yield f"{trail.service:14} {'whole' if verdict.whole else 'NOT WHOLE':10} {_reach(verdict)}"
        wrong = [f"first wrong: {verdict.wrong}"] if verdict.wrong else []
        yield from (f"{'':14} {note}" for note in (*wrong, *verdict.problems, *_remarks(verdict)))


def trails_as_json(trails: Sequence[Trail]) -> dict[str, Any]:
    """Return the document of ``audit verify --json``."""
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
