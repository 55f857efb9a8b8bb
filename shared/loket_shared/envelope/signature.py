"""Signs an event for its producing service, and verifies that an event comes from the producer of its topic.

No error message repeats the content of an event.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from uuid import UUID

import orjson

from loket_shared.contracts.event import SIGNATURE_FORMAT
from loket_shared.contracts.topics import TopicProducer
from loket_shared.envelope.envelope import Envelope
from loket_shared.failures import PermanentError
from loket_shared.sealing.signing_keys import PublicKey, SigningKey
from loket_shared.sealing.vault import Vault


def sign(envelope: Envelope, topic: str, key: SigningKey) -> Envelope:
    """Return the event with the signature of ``key`` for ``topic``."""
    named = replace(envelope, nlsigningkey=str(key.kid))
    return replace(named, nlsignature=b64encode(key.sign(signed_content(named, topic))).decode())


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


ProducerOf = Callable[[str], TopicProducer | None]
"""Returns the producer of a topic; None if no service of this desk writes to it."""


class AuthenticityError(PermanentError):
    """The event does not prove that it comes from the producer of its topic, so nothing in it may be used."""


class WrongProducerError(AuthenticityError):
    """The source, or the owner of the signing key, is not the topic's producer."""


class MissingSignatureError(AuthenticityError):
    """The event is not signed."""


class UnknownSigningKeyError(AuthenticityError):
    """The vault has no signing key with the id that the event names."""


class RevokedSigningKeyError(AuthenticityError):
    """The signing key was revoked, so a signature under it proves nothing."""


class InvalidSignatureError(AuthenticityError):
    """The signature does not match this event on this topic under the named key."""


class EventVerifier:
    """Verifies events against the signatures of their producers; the vault gives the public keys."""

    def __init__(self, vault: Vault, producer_of: ProducerOf) -> None:
        self._vault = vault
        self._producer_of = producer_of

    async def verify(self, envelope: Envelope, topic: str) -> None:
        """Return if the event is authentic.

        Raises:
            AuthenticityError: the event is not authentic.
            VaultUnreachableError: the vault does not answer.
        """
        producer = self._producer_of(topic)
        if producer is None or envelope.source != producer.source:
            raise WrongProducerError("the source is not the producer of the topic")
        if not envelope.nlsigningkey or not envelope.nlsignature:
            raise MissingSignatureError("the event is not signed")
        key = await self._public_key(envelope.nlsigningkey)
        if key.service != producer.service:
            raise WrongProducerError("the signing key is not that of the producer of the topic")
        if not key.verifies(_signature(envelope.nlsignature), signed_content(envelope, topic)):
            raise InvalidSignatureError("the signature is not that of this event")

    async def _public_key(self, name: str) -> PublicKey:
        key = await self._vault.public_key(_kid(name))
        if key is None:
            raise UnknownSigningKeyError("there is no such signing key")
        if key.revoked:
            raise RevokedSigningKeyError("the signing key was revoked")
        return key


def _kid(name: str) -> UUID:
    try:
        return UUID(name)
    except ValueError as error:
        raise UnknownSigningKeyError("this is no id of a signing key") from error


def _signature(text: str) -> bytes:
    """Decode base64 in its canonical form only, so that no second text represents the same signature."""
    try:
        signature = b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidSignatureError("the signature cannot be read") from error
    if b64encode(signature).decode() != text:
        raise InvalidSignatureError("the signature cannot be read")
    return signature
