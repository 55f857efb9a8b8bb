"""The rules for extensions: only those that the profile adopts, CloudEvents documents, or this desk prefixes."""

import re
from datetime import datetime

from loket_shared.envelope.profile.naming_rules import is_uuid
from loket_shared.envelope.profile.record import WireRecord
from loket_shared.envelope.profile.rule import ProfileRule, about

CORE = {"id", "source", "specversion", "type", "datacontenttype", "dataschema", "subject", "time"}
ADOPTED = {"dataref", "sequence", "sequencetype"}
DOCUMENTED = {
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
OWN_PREFIX = "nl"
SIGNED = {"nlsigningkey", "nlsignature"}
CLASSES = {"openbaar", "intern", "vertrouwelijk", "dep-vertrouwelijk"}

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
    return name in CORE | ADOPTED | DOCUMENTED or name.startswith(OWN_PREFIX)


def _classified(record: WireRecord) -> bool:
    refined = {"dataregulation", "datacategory"} & record.attributes.keys()
    return not refined or "dataclassification" in record.attributes


EXTENSION_RULES = (
    ProfileRule("CE14", "time is an RFC 3339 moment in UTC, with upper-case T and Z", about("time", _is_utc_time)),
    ProfileRule("CE16", "sequence orders as text: ten digits", about("sequence", _SEQUENCE.fullmatch)),
    ProfileRule("CE16-type", "sequencetype is Integer", about("sequencetype", lambda text: text == "Integer")),
    ProfileRule(
        "CE19",
        "an extension is a documented one or has the prefix of the domain",
        lambda record: all(_known(name) for name in record.names),
    ),
    ProfileRule(
        "DC-class", "dataclassification is a class of the desk", about("dataclassification", CLASSES.__contains__)
    ),
    ProfileRule("DC-required", "dataregulation and datacategory refine a dataclassification", _classified),
    ProfileRule("SG-key", "nlsigningkey is the id of a signing key, a UUID", about("nlsigningkey", is_uuid)),
    ProfileRule("SG", "nlsignature is an Ed25519 signature in base64", about("nlsignature", _SIGNATURE.fullmatch)),
    ProfileRule("SG-required", "an event is signed by its producer", lambda record: record.attributes.keys() >= SIGNED),
    ProfileRule("TC", "traceparent is a W3C trace context", about("traceparent", _TRACEPARENT.fullmatch)),
)
