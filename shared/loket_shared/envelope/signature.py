"""Signs an event for its producing service."""

from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import orjson

from loket_shared.contracts.topics import SIGNATURE_FORMAT
from loket_shared.envelope.envelope import Envelope
from loket_shared.sealing.signing_keys import SigningKey


def signed_content(envelope: Envelope, topic: str) -> bytes:
    """Return the signed content of an event on ``topic``: every attribute except the signature, and the digest of the
    data.

    The form is that of RFC 8785: names and values are texts, so each event has exactly one encoding.
    """
    attributes = envelope.attributes()
    attributes.pop("nlsignature", None)
    signed = {
        "format": SIGNATURE_FORMAT,
        "topic": topic,
        "attributes": attributes,
        "data": sha256(envelope.data).hexdigest(),
    }
    return orjson.dumps(signed, option=orjson.OPT_SORT_KEYS)


def sign(envelope: Envelope, topic: str, key: SigningKey) -> Envelope:
    """Return the event with the signature of ``key`` for ``topic``."""
    named = replace(envelope, nlsigningkey=str(key.kid))
    return replace(named, nlsignature=b64encode(key.sign(signed_content(named, topic))).decode())
