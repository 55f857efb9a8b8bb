"""Print the CloudEvents on the wire, read by a client that is independent of the services.

Sealed parts stay sealed. A question's reference is the subject of its events; the work of departments has its own
subjects.
"""

import argparse
import asyncio
import json
from collections.abc import Callable

from loket_stack.state import running_stack
from loket_stack.wire import Log, UnreadableRecord, WireEvent, read_by_time, short_type

Record = WireEvent | UnreadableRecord


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--topic", metavar="T", help="only events of this topic, such as loket.cases")
    parser.add_argument("--reference", metavar="R", help="only events about this question, such as KV-2026-000123")
    parser.add_argument("--follow", action="store_true", help="continue with new events, until interrupted")
    parser.add_argument("--json", action="store_true", help="print one JSON document per line")


def run(arguments: argparse.Namespace) -> int:
    """Print the events."""
    log = Log.of(running_stack())
    show: Callable[[Record], str] = _as_json if arguments.json else as_line
    asyncio.run(_print(log, arguments, show))
    return 0


async def _print(log: Log, arguments: argparse.Namespace, show: Callable[[Record], str]) -> None:
    topics = [arguments.topic] if arguments.topic else await log.topics()
    if not arguments.follow:
        for record in await read_by_time(log, topics):
            _print_one(record, arguments.reference, show)
        return
    async for record in log.read(topics, follow=True):
        _print_one(record, arguments.reference, show)


def _print_one(record: Record, reference: str | None, show: Callable[[Record], str]) -> None:
    if reference is None or (isinstance(record, WireEvent) and record.get("subject") == reference):
        print(show(record), flush=True)


def as_line(record: Record) -> str:
    """Return a line with time, type, subject, position, the clear parts, and the size of the sealed part."""
    position = f"{record.position.topic}/{record.position.partition}@{record.position.offset}"
    if isinstance(record, UnreadableRecord):
        return f"{'-':27} {'unreadable':42} {f'{record.size} bytes':38} {position}"
    data = record.attributes["data"]
    sealed = data.get("sealed", {})
    clear = ", ".join(f"{name}={value}" for name, value in data.items() if name != "sealed" and value is not None)
    return (
        f"{record.get('time') or '-':27} {short_type(record):42} {record.get('subject') or '-':38} "
        f"{position} #{record.sequence}  {clear}{f'  [{len(sealed)} sealed]' if sealed else ''}"
    )


def _as_json(record: Record) -> str:
    return json.dumps(record.as_json(), ensure_ascii=False)
