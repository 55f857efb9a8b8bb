"""The certificates of one stack's Kafka: its own authority, and the broker's certificate."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from loket_stack.ports import HOST
from loket_stack.secret_files import write_closed

_LAST = timedelta(days=2 * 365)
_RENEWED_BEFORE = timedelta(days=60)
# A client with a slightly slow clock must accept a new certificate too.
_SINCE = timedelta(days=1)

Key = ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Certificates:
    """PEM files in ``folder``, each readable by its owner alone.

    The authority's key is discarded after it has signed, so that nobody can issue another certificate with it. A
    renewed broker certificate therefore comes with a new authority.
    """

    folder: Path

    @property
    def authority(self) -> Path:
        """The certificate that clients trust."""
        return self.folder / "kafka-ca.pem"

    @property
    def broker(self) -> Path:
        """The broker's key and certificate."""
        return self.folder / "kafka-broker.pem"

    def provide(self, now: datetime | None = None) -> None:
        """Create both again if one is missing or damaged, does not match the other, or expires within two months."""
        now = now or datetime.now(UTC)
        if not self._last(now):
            authority_key, broker_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
            authority = _authority(authority_key, now)
            issued = _issued(broker_key, authority, authority_key, now)
            write_closed(self.authority, _pem(authority))
            write_closed(self.broker, _pem_key(broker_key) + _pem(issued))

    def _last(self, now: datetime) -> bool:
        try:
            authority, broker = (
                x509.load_pem_x509_certificate(file.read_bytes()) for file in (self.authority, self.broker)
            )
            broker.verify_directly_issued_by(authority)
        except (FileNotFoundError, ValueError, InvalidSignature):
            return False
        return broker.not_valid_after_utc - now > _RENEWED_BEFORE


def _authority(key: Key, now: datetime) -> x509.Certificate:
    name = _name("Authority of the embedded stack")
    return (
        _builder(name, key, now)
        .issuer_name(name)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )


def _issued(key: Key, authority: x509.Certificate, authority_key: Key, now: datetime) -> x509.Certificate:
    names = [x509.IPAddress(ip_address(HOST)), x509.DNSName("localhost")]
    return (
        _builder(_name("Kafka of the embedded stack"), key, now)
        .issuer_name(authority.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False)
        .sign(authority_key, SHA256())
    )


def _builder(name: x509.Name, key: Key, now: datetime) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SINCE)
        .not_valid_after(now + _LAST)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()


def _pem_key(key: Key) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
