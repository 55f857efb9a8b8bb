"""Checks a record against the NL GOV profile for CloudEvents 1.1 (Logius, 17 March 2026) on CloudEvents 1.0.

The rules are written from the text of the standard. If the profile leaves a choice, the rule states the desk's choice
(docs/architecture.md#the-contract-on-the-wire), so that every producer makes the same one.
"""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from loket_shared.envelope.profile_rule import ProfileRule, Violation, WireRecord, about, read

_REQUIRED = {"id", "source", "specversion", "type"}
_LONGEST_NAME = 20

_NAME = re.compile(r"[a-z0-9]+")
_FORBIDDEN = re.compile("[\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufdd0-\ufdef]")
_MAIL_ADDRESS = re.compile(r"[^\s/:]+(@|%40)[^\s/:]+\.[^\s/:]+", re.IGNORECASE)


def _clean(text: str) -> bool:
    return not _FORBIDDEN.search(text) and all(ord(character) & 0xFFFE != 0xFFFE for character in text)


def _no_mail_address(record: WireRecord) -> bool:
    return not any(_MAIL_ADDRESS.search(text) for text in record.attributes.values())


_ATTRIBUTE_RULES = (
    ProfileRule(
        "CE1-required", "id, source, specversion and type are required", lambda r: r.attributes.keys() >= _REQUIRED
    ),
    ProfileRule(
        "CE1-name",
        "an attribute's name has only lower-case letters and digits",
        lambda r: all(_NAME.fullmatch(name) for name in r.names),
    ),
    ProfileRule(
        "CE1-length",
        "an attribute's name has at most 20 characters",
        lambda r: all(len(name) <= _LONGEST_NAME for name in r.names),
    ),
    ProfileRule("CE1-once", "an attribute stands there once", lambda r: len(r.names) == len(set(r.names))),
    ProfileRule(
        "CE2",
        "a value is UTF-8 without control characters, lone surrogates and non-characters",
        lambda r: all(_clean(text) for text in r.attributes.values()),
    ),
    ProfileRule("CE7", "specversion is 1.0", about("specversion", lambda text: text == "1.0")),
    ProfileRule("CE17", "no attribute holds personal data such as a mail address", _no_mail_address),
)
"""The rules for every context attribute (CloudEvents 1.0.2, sections 2 and 3; profile, Context Attributes)."""


_URI_REFERENCE = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")
_OWN_URN = re.compile(r"urn:nld:(?:oin:\d{20}|hr:kvknummer:\d{8}|rsin:\d{9}):systeem:[A-Za-z0-9-]+(?::[A-Za-z0-9-]+)*")
_REVERSE_DOMAIN = re.compile(r"nl(?:\.[a-z0-9]+(?:-[a-z0-9]+)*){2,}")
_ONE_VERSION = re.compile(r"(?!.*\.v\d+\.)[^A-Z]*\.v[1-9]\d*")
_REFERENCE = re.compile(r"KV-\d{4}-\d{6,}")


def _has_persistent_id(record: WireRecord) -> bool:
    """Return True if ``id`` is absent or has the UUID version that such an event needs.

    An event whose subject is a question needs version 7. Any other may have a random id, which reveals no time.
    """
    text = record.attributes.get("id", "")
    versions = {7} if _REFERENCE.fullmatch(record.attributes.get("subject", "")) else {4, 7}
    return text == "" or (_is_uuid(text) and UUID(text).version in versions)


def _is_uri_reference(text: str) -> bool:
    """Return True if a text is a URI or a relative reference (RFC 3986, section 4.1), and not empty."""
    return _URI_REFERENCE.fullmatch(text) is not None


def _is_uuid(text: str) -> bool:
    """Return True if a text is a UUID in its canonical form (RFC 9562, section 4)."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


_NAMING_RULES = (
    ProfileRule("CE3", "id is not empty", about("id", lambda text: text != "")),
    ProfileRule(
        "CE4",
        "id is the event's persistent identifier, a UUID version 7; or 4 where no question is named",
        _has_persistent_id,
    ),
    ProfileRule("CE5", "source is a URI reference and not empty", about("source", _is_uri_reference)),
    ProfileRule(
        "CE6",
        "source is a URN that names the organisation and then its system, no place where data are",
        about("source", lambda text: not _is_uri_reference(text) or _OWN_URN.fullmatch(text)),
    ),
    ProfileRule("CE8", "type is a name in reverse-domain notation", about("type", _REVERSE_DOMAIN.fullmatch)),
    ProfileRule(
        "CE9",
        "type ends in its one version number, prefixed with v",
        about("type", _ONE_VERSION.fullmatch),
    ),
    ProfileRule(
        "CE13",
        "subject is a question's reference or an id, never a name",
        about("subject", lambda text: _REFERENCE.fullmatch(text) or _is_uuid(text)),
    ),
)
"""The rules for the names of events, sources, types and subjects (profile, Context Attributes)."""


_LARGEST_BYTES = 64 * 1024

_JSON_TYPE = re.compile(r"application/(?:[a-z0-9.-]+\+)?json(?:; ?charset=utf-8)?", re.IGNORECASE)
_ABSOLUTE_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.+")


def _is_data_type(text: str) -> bool:
    return _JSON_TYPE.fullmatch(text) is not None and not text.startswith("application/cloudevents")


def _is_json(record: WireRecord) -> bool:
    try:
        json.loads(record.data)
    except (ValueError, RecursionError):
        return False
    return True


_DATA_RULES = (
    ProfileRule(
        "CE11",
        "the content type is given in binary mode, and the data are JSON",
        lambda record: _is_data_type(record.attributes.get("datacontenttype", "")),
    ),
    ProfileRule("CE11-data", "the data are what their content type says", _is_json),
    ProfileRule(
        "CE12",
        "dataschema is an absolute URI",
        about("dataschema", lambda text: _is_uri_reference(text) and _ABSOLUTE_URI.fullmatch(text)),
    ),
    ProfileRule("CE15", "dataref is a URI reference and not empty", about("dataref", _is_uri_reference)),
    ProfileRule("CE18", "an event is at most 64 KiB large", lambda record: record.size <= _LARGEST_BYTES),
)
"""The rules for the data, their description and their size (profile, Context Attributes, Size Limits)."""


_CORE = {"id", "source", "specversion", "type", "datacontenttype", "dataschema", "subject", "time"}
_ADOPTED = {"dataref", "sequence", "sequencetype"}
_DOCUMENTED = {
    "traceparent",
    "tracestate",
    "partitionkey",
    "correlationid",
    "causationid",
    "expirytime",
    "recordedtime",
    "dataclassification",
    "dataregulation",
    "datacategory",
}
_OWN_PREFIX = "nl"
_SIGNED = {"nlsigningkey", "nlsignature"}
_CLASSES = {"openbaar", "intern", "vertrouwelijk", "dep-vertrouwelijk"}

_UTC_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")
_SEQUENCE = re.compile(r"\d{10}")
_SIGNATURE = re.compile(r"[A-Za-z0-9+/]{86}==")
_TRACEPARENT = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


def _is_utc_time(text: str) -> bool:
    try:
        return _UTC_TIME.fullmatch(text) is not None and datetime.fromisoformat(text) is not None
    except ValueError:
        return False


def _known(name: str) -> bool:
    return name in _CORE | _ADOPTED | _DOCUMENTED or name.startswith(_OWN_PREFIX)


def _classified(record: WireRecord) -> bool:
    refined = {"dataregulation", "datacategory"} & record.attributes.keys()
    return not refined or "dataclassification" in record.attributes


_EXTENSION_RULES = (
    ProfileRule("CE14", "time is an RFC 3339 moment in UTC, with upper-case T and Z", about("time", _is_utc_time)),
    ProfileRule("CE16", "sequence orders as text: ten digits", about("sequence", _SEQUENCE.fullmatch)),
    ProfileRule("CE16-type", "sequencetype is Integer", about("sequencetype", lambda text: text == "Integer")),
    ProfileRule(
        "CE19",
        "an extension is a documented one or has the prefix of the domain",
        lambda record: all(_known(name) for name in record.names),
    ),
    ProfileRule(
        "DC-class", "dataclassification is a class of the desk", about("dataclassification", _CLASSES.__contains__)
    ),
    ProfileRule("DC-required", "dataregulation and datacategory refine a dataclassification", _classified),
    ProfileRule("SG-key", "nlsigningkey is the id of a signing key, a UUID", about("nlsigningkey", _is_uuid)),
    ProfileRule("SG", "nlsignature is an Ed25519 signature in base64", about("nlsignature", _SIGNATURE.fullmatch)),
    ProfileRule("SG-required", "an event is signed by its producer", lambda r: r.attributes.keys() >= _SIGNED),
    ProfileRule("TC", "traceparent is a W3C trace context", about("traceparent", _TRACEPARENT.fullmatch)),
)
"""The rules for extensions: only those that the profile adopts, CloudEvents documents, or this desk prefixes."""

RULES: tuple[ProfileRule, ...] = (*_ATTRIBUTE_RULES, *_NAMING_RULES, *_DATA_RULES, *_EXTENSION_RULES)


def violations(headers: Iterable[tuple[str, bytes | None]], value: bytes | None) -> list[Violation]:
    """Return every rule that a Kafka record in binary mode breaks, in the order of ``RULES``."""
    record = read(headers, value)
    return [Violation(rule.name, rule.text) for rule in RULES if not rule.holds(record)]
