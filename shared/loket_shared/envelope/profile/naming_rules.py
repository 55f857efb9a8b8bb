"""The rules for the names of events, sources, types and subjects (profile, Context Attributes)."""

import re
from uuid import UUID

from loket_shared.envelope.profile.record import WireRecord
from loket_shared.envelope.profile.rule import ProfileRule, about

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
    return text == "" or (is_uuid(text) and UUID(text).version in versions)


def is_uri_reference(text: str) -> bool:
    """Return True if a text is a URI or a relative reference (RFC 3986, section 4.1), and not empty."""
    return _URI_REFERENCE.fullmatch(text) is not None


def is_uuid(text: str) -> bool:
    """Return True if a text is a UUID in its canonical form (RFC 9562, section 4)."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


NAMING_RULES = (
    ProfileRule("CE3", "id is not empty", about("id", lambda text: text != "")),
    ProfileRule(
        "CE4",
        "id is the event's persistent identifier, a UUID version 7; or 4 where no question is named",
        _has_persistent_id,
    ),
    ProfileRule("CE5", "source is a URI reference and not empty", about("source", is_uri_reference)),
    ProfileRule(
        "CE6",
        "source is a URN that names the organisation and then its system, no place where data are",
        about("source", lambda text: not is_uri_reference(text) or _OWN_URN.fullmatch(text)),
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
        about("subject", lambda text: _REFERENCE.fullmatch(text) or is_uuid(text)),
    ),
)
