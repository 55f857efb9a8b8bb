"""The rules for the data, their description and their size (profile, Context Attributes, Size Limits)."""

import json
import re

from loket_shared.envelope.profile.naming_rules import is_uri_reference
from loket_shared.envelope.profile.record import WireRecord
from loket_shared.envelope.profile.rule import ProfileRule, about

LARGEST_BYTES = 64 * 1024

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


DATA_RULES = (
    ProfileRule(
        "CE11",
        "the content type is given in binary mode, and the data are JSON",
        lambda record: _is_data_type(record.attributes.get("datacontenttype", "")),
    ),
    ProfileRule("CE11-data", "the data are what their content type says", _is_json),
    ProfileRule(
        "CE12",
        "dataschema is an absolute URI",
        about("dataschema", lambda text: is_uri_reference(text) and _ABSOLUTE_URI.fullmatch(text)),
    ),
    ProfileRule("CE15", "dataref is a URI reference and not empty", about("dataref", is_uri_reference)),
    ProfileRule("CE18", "an event is at most 64 KiB large", lambda record: record.size <= LARGEST_BYTES),
)
