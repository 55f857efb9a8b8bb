"""An event is authentic as it was signed, on the topic it was signed for, and in no other way."""

from base64 import b64decode, b64encode
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit.memory_vault import MemoryKeys, MemoryVault
from unit.envelope.envelopes import ENVELOPES, envelope

from loket_policy.vault import VAULT_GRANTS
from loket_shared.contracts.topics import TopicProducer
from loket_shared.envelope import Envelope, EventVerifier, from_record, sign, to_record
from loket_shared.envelope.signature import (
    AuthenticityError,
    InvalidSignatureError,
    MissingSignatureError,
    RevokedSigningKeyError,
    UnknownSigningKeyError,
    WrongProducerError,
    signed_content,
)
from loket_shared.failures import VaultUnreachableError
from loket_shared.sealing.signing_keys import PublicKey, SigningKey

TOPIC = "loket.questions"
INTAKE = TopicProducer("intake", envelope().source)
KEYS = MemoryKeys()
KEY = KEYS.signing_key("intake")
VAULT = MemoryVault(KEYS, VAULT_GRANTS["backoffice"])
NAMES = [field.name for field in fields(Envelope) if field.name != "data"]
OTHER_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)


def signed(**changes: object) -> Envelope:
    return sign(envelope(**changes), TOPIC, KEY)


def verifier(vault: MemoryVault = VAULT) -> EventVerifier:
    return EventVerifier(vault, {TOPIC: INTAKE, "loket.cases": TopicProducer("backoffice", INTAKE.source)}.get)


async def refused(event: Envelope, reason: type[AuthenticityError], topic: str = TOPIC) -> None:
    with pytest.raises(reason) as refusal:
        await verifier().verify(event, topic)
    assert event.subject not in str(refusal.value)


@pytest.mark.asyncio
async def test_what_the_producer_signed_is_believed_after_its_way_over_the_wire() -> None:
    sent = signed(dataref="http://127.0.0.1/v1/questions/KV-2026-000123", correlationid="c", traceparent="t")
    await verifier().verify(from_record(*to_record(sent)), TOPIC)


@pytest.mark.asyncio
@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
async def test_no_attribute_can_be_changed(name: str, data: st.DataObject) -> None:
    sent = signed()
    value = getattr(sent, name)
    if name == "time":
        other: object = data.draw(st.datetimes(datetime(2000, 1, 1), timezones=st.just(UTC)).filter(value.__ne__))
    elif name == "sequence":
        other = data.draw(st.integers(1, 10**18 - 1).filter(value.__ne__))
    else:
        other = data.draw(OTHER_TEXT.filter(lambda text: text != value))
    with pytest.raises(AuthenticityError):
        await verifier().verify(replace(sent, **{name: other}), TOPIC)  # type: ignore[arg-type]


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["dataref", "correlationid", "causationid", "traceparent"])
async def test_no_attribute_can_be_left_out(name: str) -> None:
    nothing: dict[str, Any] = {name: None}
    await refused(replace(signed(**{name: "there"}), **nothing), InvalidSignatureError)


@pytest.mark.asyncio
@given(data=st.binary(min_size=1, max_size=60), place=st.integers(0, 59), bit=st.integers(0, 7))
async def test_not_one_bit_of_the_data_can_be_changed(data: bytes, place: int, bit: int) -> None:
    at = place % len(data)
    changed = data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]
    with pytest.raises(InvalidSignatureError):
        await verifier().verify(replace(signed(data=data), data=changed), TOPIC)


@pytest.mark.asyncio
@given(place=st.integers(0, 63), bit=st.integers(0, 7))
async def test_not_one_bit_of_the_signature_can_be_changed(place: int, bit: int) -> None:
    signature = bytearray(b64decode(signed().nlsignature or ""))
    signature[place] ^= 1 << bit
    with pytest.raises(InvalidSignatureError):
        await verifier().verify(replace(signed(), nlsignature=b64encode(signature).decode()), TOPIC)


@pytest.mark.asyncio
@pytest.mark.parametrize("text", ["x", "====", "A" * 88, "é", " " * 88, b64encode(bytes(32)).decode()])
async def test_what_is_no_signature_is_refused(text: str) -> None:
    await refused(replace(signed(), nlsignature=text), InvalidSignatureError)


@pytest.mark.asyncio
async def test_another_spelling_of_the_same_signature_is_refused() -> None:
    """The last digit of base64 holds bits that decode to nothing."""
    text = signed().nlsignature or ""
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    twin = f"{text[:-3]}{digits[digits.index(text[-3]) ^ 1]}=="
    assert b64decode(twin) == b64decode(text)
    await refused(replace(signed(), nlsignature=twin), InvalidSignatureError)


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["nlsignature", "nlsigningkey"])
@pytest.mark.parametrize("left", [None, ""])
async def test_an_event_without_a_signature_is_refused(name: str, left: str | None) -> None:
    await refused(replace(signed(), **{name: left}), MissingSignatureError)  # type: ignore[arg-type]


@pytest.mark.asyncio
async def test_a_key_that_nobody_made_is_refused() -> None:
    await refused(sign(envelope(), TOPIC, SigningKey.make("intake")), UnknownSigningKeyError)
    await refused(replace(signed(), nlsigningkey="intake"), UnknownSigningKeyError)


@pytest.mark.asyncio
async def test_a_key_that_was_revoked_proves_nothing() -> None:
    keys = MemoryKeys()
    event = sign(envelope(), TOPIC, keys.signing_key("intake"))
    judge = verifier(MemoryVault(keys))
    await judge.verify(event, TOPIC)
    keys.revoke(keys.signing_key("intake").kid)
    with pytest.raises(RevokedSigningKeyError):
        await judge.verify(event, TOPIC)


@pytest.mark.asyncio
async def test_the_key_of_another_service_is_refused() -> None:
    await refused(sign(envelope(), TOPIC, KEYS.signing_key("routing")), WrongProducerError)


@pytest.mark.asyncio
async def test_another_source_is_refused() -> None:
    """Also one that the producer signed: its events would be told apart by a source that it does not have."""
    for source in (INTAKE.source.replace("intake", "routing"), f"{INTAKE.source}:2", "x"):
        await refused(signed(source=source), WrongProducerError)


@pytest.mark.asyncio
async def test_what_was_signed_for_another_topic_is_refused() -> None:
    await refused(signed(), WrongProducerError, topic="loket.somebody-elses")
    await refused(sign(envelope(), "loket.other", KEY), InvalidSignatureError)


@pytest.mark.asyncio
async def test_nothing_is_refused_while_the_vault_is_away() -> None:
    away = MemoryVault(KEYS)
    away.reachable = False
    with pytest.raises(VaultUnreachableError):
        await verifier(away).verify(signed(), TOPIC)


def test_the_form_that_is_signed_stays_as_it_is() -> None:
    """Other parties may verify as well, and the log is old: this changes only with the name of the format."""
    kid = uuid4()
    content = signed_content(replace(envelope(subject='a"é\u2028'), nlsigningkey=str(kid), nlsignature="x"), TOPIC)
    assert content.decode() == (
        '{"attributes":{"dataclassification":"vertrouwelijk","datacontenttype":"application/json",'
        '"dataschema":"https://loket.example/schemas/nl.kennisveiligheid.cases.opened.v1.json",'
        f'"id":"0192f0c1-7c3a-7def-8a00-00000000000a","nlsigningkey":"{kid}",'
        '"partitionkey":"0192f0c1-7c3a-7def-8a00-000000000001","sequence":"0000000007",'
        '"source":"urn:nld:oin:00000003123456780000:systeem:loket-intake","specversion":"1.0",'
        '"subject":"a\\"é\u2028","time":"2026-11-23T09:30:00Z","type":"nl.kennisveiligheid.cases.opened.v1"},'
        '"data":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",'
        '"format":"nl.kennisveiligheid.event-signature.v1","topic":"loket.questions"}'
    )


@given(one=ENVELOPES, other=ENVELOPES, topics=st.tuples(OTHER_TEXT, OTHER_TEXT))
def test_no_two_events_are_signed_alike(one: Envelope, other: Envelope, topics: tuple[str, str]) -> None:
    one, other = (replace(each, nlsignature=None) for each in (one, other))
    same = (one, topics[0]) == (other, topics[1])
    assert (signed_content(one, topics[0]) == signed_content(other, topics[1])) == same


@given(one=ENVELOPES)
def test_a_moment_is_signed_as_the_moment_that_it_is(one: Envelope) -> None:
    assert signed_content(replace(one, time=one.time + timedelta(microseconds=1)), TOPIC) != signed_content(one, TOPIC)


@given(content=st.binary(max_size=40), other=st.binary(max_size=40))
def test_a_public_half_verifies_its_own_signatures_only(content: bytes, other: bytes) -> None:
    public = PublicKey.read(KEY.kid, KEY.service, KEY.public, revoked=False)
    assert public.verifies(KEY.sign(content), content)
    assert public.verifies(KEY.sign(content), other) == (content == other)
    assert not public.verifies(SigningKey.make("intake").sign(content), content)
