"""The message as a mail server gets it, and what its answers mean."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from typing import Any
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller

from loket_notifications.domain.message import Message, MessageText
from loket_notifications.gateways.mail_server import SmtpServer, SmtpTransport
from loket_notifications.gateways.mail_transport import PermanentMailError, TemporaryMailError

ADDRESS = "asker@voorbeeldstad.example"


class Catcher:
    """Answers as it is told and keeps what it took."""

    def __init__(self) -> None:
        self.envelopes: list[Any] = []
        self.peers: set[Any] = set()
        self.recipient_reply = "250 OK"
        self.data_reply = "250 OK"
        self.data_seconds = 0.0

    async def handle_RCPT(self, _server: Any, session: Any, envelope: Any, address: str, _options: Any) -> str:
        self.peers.add(session.peer)
        if self.recipient_reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_reply

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        await asyncio.sleep(self.data_seconds)
        if self.data_reply.startswith("250"):
            self.envelopes.append(envelope)
        return self.data_reply


@contextmanager
def serving(catcher: Catcher, port: int, smtputf8: bool = True) -> Iterator[Controller]:
    controller = Controller(catcher, hostname="127.0.0.1", port=port, enable_SMTPUTF8=smtputf8)
    controller.start()
    try:
        yield controller
    finally:
        controller.stop()


@pytest.fixture
def server(unused_tcp_port: int) -> Iterator[Controller]:
    with serving(Catcher(), unused_tcp_port) as controller:
        yield controller


def transport_to(server: Controller) -> SmtpTransport:
    return SmtpTransport(SmtpServer("127.0.0.1", server.port, "none", "noreply@loket.example", 6.0, 30.0))


def message(address: str = ADDRESS) -> Message:
    text = MessageText("Uw vraag KV-2026-000123 is ontvangen", "Wij hebben uw vraag ontvangen: één regel.\n")
    return Message(uuid4(), datetime(2026, 11, 23, 9, 0, tzinfo=UTC), address, "nl", text)


@pytest.mark.asyncio
async def test_it_arrives_as_it_was_written(server: Controller) -> None:
    sent = message()
    await transport_to(server).send(sent)
    (envelope,) = server.handler.envelopes
    received = message_from_bytes(envelope.content, policy=default)
    assert (envelope.mail_from, envelope.rcpt_tos) == ("noreply@loket.example", [ADDRESS])
    assert received["Subject"] == sent.text.subject
    assert received["Message-ID"] == f"<{sent.delivery_id}@loket.example>"
    assert received.get_content().replace("\r\n", "\n") == sent.text.body


@pytest.mark.asyncio
async def test_several_messages_share_a_connection_until_there_is_a_rest(server: Controller) -> None:
    transport = transport_to(server)
    await transport.send(message())
    await transport.send(message())
    assert len(server.handler.peers) == 1
    await transport.disconnect(idle_seconds=60.0)
    await transport.send(message())
    assert len(server.handler.peers) == 1
    await transport.disconnect()
    await transport.send(message())
    assert len(server.handler.peers) == 2


@pytest.mark.asyncio
@pytest.mark.parametrize(("step", "code"), [("recipient_reply", 550), ("data_reply", 554)])
async def test_what_the_server_will_never_take_is_refused(server: Controller, step: str, code: int) -> None:
    setattr(server.handler, step, f"{code} no")
    with pytest.raises(PermanentMailError) as refused:
        await transport_to(server).send(message())
    assert refused.value.code == f"smtp-{code}"


@pytest.mark.asyncio
@pytest.mark.parametrize("step", ["recipient_reply", "data_reply"])
async def test_a_refused_message_costs_the_next_one_no_new_connection(server: Controller, step: str) -> None:
    transport = transport_to(server)
    setattr(server.handler, step, "550 no")
    with pytest.raises(PermanentMailError):
        await transport.send(message())
    setattr(server.handler, step, "250 OK")
    await transport.send(message())
    assert (len(server.handler.peers), len(server.handler.envelopes)) == (1, 1)


@pytest.mark.asyncio
@pytest.mark.parametrize("step", ["recipient_reply", "data_reply"])
async def test_what_the_server_cannot_take_now_is_tried_again(server: Controller, step: str) -> None:
    setattr(server.handler, step, "451 later")
    with pytest.raises(TemporaryMailError) as not_now:
        await transport_to(server).send(message())
    assert not isinstance(not_now.value, PermanentMailError)
    assert not_now.value.code == "smtp-451"


@pytest.mark.asyncio
async def test_a_server_that_is_away_is_tried_again_over_a_new_connection(unused_tcp_port: int) -> None:
    catcher = Catcher()
    with serving(catcher, unused_tcp_port) as server:
        transport = transport_to(server)
        await transport.send(message())
    with pytest.raises(TemporaryMailError) as not_now:
        await transport.send(message())
    assert not_now.value.code == "unreachable"
    with serving(catcher, unused_tcp_port):
        await transport.send(message())
    assert len(catcher.envelopes) == 2


@pytest.mark.asyncio
async def test_an_address_that_is_none_never_reaches_the_server(server: Controller) -> None:
    with pytest.raises(PermanentMailError):
        await transport_to(server).send(message("a@b.example\r\nRCPT TO:<c@d.example>"))
    assert server.handler.envelopes == []


@pytest.mark.asyncio
async def test_a_server_may_take_its_time_at_the_end_of_a_message(server: Controller) -> None:
    server.handler.data_seconds = 2.5  # longer than a command may take
    await transport_to(server).send(message())
    assert len(server.handler.envelopes) == 1


@pytest.mark.asyncio
async def test_a_server_that_never_ends_is_not_waited_for_without_end(server: Controller) -> None:
    server.handler.data_seconds = 5.0
    transport = SmtpTransport(SmtpServer("127.0.0.1", server.port, "none", "noreply@loket.example", 6.0, 0.5))
    with pytest.raises(TemporaryMailError) as not_now:
        await transport.send(message())
    assert not_now.value.code == "timeout"


@pytest.mark.asyncio
async def test_a_domain_with_other_letters_is_written_as_mail_servers_know_it(unused_tcp_port: int) -> None:
    catcher = Catcher()
    with serving(catcher, unused_tcp_port, smtputf8=False) as server:
        await transport_to(server).send(message("j@universität.example"))
    (envelope,) = catcher.envelopes
    assert envelope.rcpt_tos == ["j@xn--universitt-y5a.example"]
    assert message_from_bytes(envelope.content, policy=default)["To"] == "j@xn--universitt-y5a.example"


@pytest.mark.asyncio
async def test_a_name_with_other_letters_reaches_a_server_that_takes_them(server: Controller) -> None:
    await transport_to(server).send(message("zoë@voorbeeldstad.example"))
    assert server.handler.envelopes[0].rcpt_tos == ["zoë@voorbeeldstad.example"]


@pytest.mark.asyncio
async def test_a_name_that_the_server_cannot_take_needs_a_person(unused_tcp_port: int) -> None:
    with serving(Catcher(), unused_tcp_port, smtputf8=False) as server, pytest.raises(PermanentMailError) as refused:
        await transport_to(server).send(message("zoë@voorbeeldstad.example"))
    assert refused.value.code == "address-not-supported"


@pytest.mark.asyncio
@pytest.mark.parametrize("address", ["a..b@uni.example", ".a@uni.example", "a@", "a@b@c.example", "a@-b-.example"])
async def test_what_no_server_takes_never_reaches_one(server: Controller, address: str) -> None:
    with pytest.raises(PermanentMailError) as refused:
        await transport_to(server).send(message(address))
    assert refused.value.code == "address-unusable"


@pytest.mark.asyncio
async def test_software_is_asked_not_to_answer(server: Controller) -> None:
    await transport_to(server).send(message())
    received = message_from_bytes(server.handler.envelopes[0].content, policy=default)
    assert (received["Auto-Submitted"], received["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
