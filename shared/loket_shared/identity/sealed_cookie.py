"""Seals data for one browser, with a token that only that browser has."""

import os
import secrets
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE_BYTES = 12


class BadCookieError(Exception):
    """The value was sealed with another token or for another purpose, or is damaged."""


def new_token() -> str:
    """Return a token of 256 random bits, in characters that a cookie allows."""
    return secrets.token_urlsafe(32)


def id_of(token: str) -> bytes:
    """Return the database key of a token; it does not reveal the token."""
    return sha256(token.encode()).digest()


def key_from(token: str, purpose: str) -> bytes:
    """Return a 256-bit key, derived from ``token`` for one purpose (HKDF, RFC 5869)."""
    return HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(token.encode())


def seal(token: str, purpose: str, data: bytes) -> bytes:
    """Return ``data`` sealed (AES-256-GCM) with ``token`` for ``purpose``."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key_from(token, purpose)).encrypt(nonce, data, None)


def unseal(token: str, purpose: str, sealed: bytes) -> bytes:
    """Return the data that ``seal`` sealed.

    Raises:
        BadCookieError: the data were not sealed with this token for this purpose.
    """
    try:
        return AESGCM(key_from(token, purpose)).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)
    except (InvalidTag, ValueError):
        raise BadCookieError from None
