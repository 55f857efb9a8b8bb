"""A record in one line for a person."""

from loket_stack.wire.cloud_event import Unreadable, WireEvent

_PREFIX = "nl.kennisveiligheid."


def as_line(record: WireEvent | Unreadable) -> str:
    """Return when, what, about what, where it stands and how much of it is sealed."""
    place = f"{record.place.topic}/{record.place.partition}@{record.place.offset}"
    if isinstance(record, Unreadable):
        return f"{'-':27} {'unreadable':42} {f'{record.size} bytes':38} {place}"
    data = record.attributes["data"]
    sealed = data.get("sealed", {})
    clear = ", ".join(f"{name}={value}" for name, value in data.items() if name != "sealed" and value is not None)
    return (
        f"{record.get('time') or '-':27} {short_type(record):42} {record.get('subject') or '-':38} "
        f"{place} #{record.sequence}  {clear}{f'  [{len(sealed)} sealed]' if sealed else ''}"
    )


def short_type(event: WireEvent) -> str:
    """Return the type without what all types begin with."""
    return (event.get("type") or "").removeprefix(_PREFIX)
