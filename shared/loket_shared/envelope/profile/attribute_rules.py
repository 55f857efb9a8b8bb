"""The rules for every context attribute (CloudEvents 1.0.2, sections 2 and 3; profile, Context Attributes)."""

import re

from loket_shared.envelope.profile.record import WireRecord
from loket_shared.envelope.profile.rule import ProfileRule, about

REQUIRED = {"id", "source", "specversion", "type"}
LONGEST_NAME = 20

_NAME = re.compile(r"[a-z0-9]+")
_FORBIDDEN = re.compile("[\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufdd0-\ufdef]")
_MAIL_ADDRESS = re.compile(r"[^\s/:]+(@|%40)[^\s/:]+\.[^\s/:]+", re.IGNORECASE)


def _clean(text: str) -> bool:
    return not _FORBIDDEN.search(text) and all(ord(character) & 0xFFFE != 0xFFFE for character in text)


def _no_mail_address(record: WireRecord) -> bool:
    return not any(_MAIL_ADDRESS.search(text) for text in record.attributes.values())


ATTRIBUTE_RULES = (
    ProfileRule(
        "CE1-required", "id, source, specversion and type are required", lambda r: r.attributes.keys() >= REQUIRED
    ),
    ProfileRule(
        "CE1-name",
        "an attribute's name has only lower-case letters and digits",
        lambda r: all(_NAME.fullmatch(name) for name in r.names),
    ),
    ProfileRule(
        "CE1-length",
        "an attribute's name has at most 20 characters",
        lambda r: all(len(name) <= LONGEST_NAME for name in r.names),
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
