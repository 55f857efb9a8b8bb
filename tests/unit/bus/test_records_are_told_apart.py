"""What a record is known by (docs/architecture.md#failure), and which trace it continues."""

from dataclasses import replace

from unit.bus.records import envelope, record

from loket_shared.inbox.incoming import ReceivedRecord, StoredRecord, identity_of

HOP = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
ORIGIN = "00-4bf92f3577b34da6a3ce929d0e0e4736-1111111111111111-01"


def test_a_readable_record_is_known_by_source_and_id() -> None:
    sent = envelope()
    assert identity_of(record(3, sent)) == (sent.source, sent.id)


def test_an_unreadable_one_by_all_of_its_bytes() -> None:
    bare = StoredRecord("topic", 0, 1, b"ab", b"c", [("h", b"1")])
    others = [replace(bare, key=b"a", value=b"bc"), replace(bare, headers=[("h", b"2")]), replace(bare, key=None)]
    identities = {identity_of(item) for item in (bare, replace(bare, offset=9), *others)}
    assert len(identities) == 4
    assert all(identity.source == "" and identity.id.startswith("sha256:") for identity in identities)


def test_the_last_hop_is_continued_rather_than_the_origin() -> None:
    item = record(0, replace(envelope(), traceparent=ORIGIN))
    assert ReceivedRecord.of(item).traceparent == ORIGIN
    hopped = replace(item, headers=[*item.headers, ("traceparent", HOP.encode())])
    assert ReceivedRecord.of(hopped).traceparent == HOP


def test_foreign_headers_are_not_kept() -> None:
    item = record()
    foreign = replace(item, headers=[*item.headers, ("x-note", b"words"), ("traceparent", HOP.encode())])
    kept = ReceivedRecord.of(foreign).kept_headers()
    assert "x-note" not in kept
    assert kept["traceparent"] == HOP
