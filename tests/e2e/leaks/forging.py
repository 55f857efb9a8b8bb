"""Records that somebody else puts on the log, and that end as dead letters."""

from functools import partial

from aiokafka import AIOKafkaProducer
from e2e.leaks.canaries import Canaries
from e2e.questions import Question
from kit.kafka_log import log_of
from kit.signing import sent_by, signing_key_of

from loket_shared.db.ids import new_id
from loket_stack.harness import Stack
from loket_stack.scenarios.api_client import Json, Personas
from loket_stack.scenarios.waiting import wait_until

TOPIC = "loket.questions"
READERS = ("routing", "backoffice", "notifications")
SHOUTED = "nl.kennisveiligheid.questions.shouted.v1"
REASONS = {"wrong-seal", "unknown-type", "missing-signature"}


async def forge(stack: Stack, personas: Personas, question: Question, words: Canaries) -> None:
    """Repeat the sealed submission of ``question`` under another id, and add clear text under a type that is none.

    Both are signed with the key of their producer; beside them stands clear text that nobody signed.
    """
    subject = ("ce_subject", question.reference.encode())
    submission = next(each for each in log_of(stack, TOPIC) if subject in each.headers)
    sent = partial(sent_by, signing_key_of(stack, "intake"), TOPIC, headers=submission.headers)
    sealed, text = submission.value or b"", _shouted(words, "clear text of an unknown type")
    key, wrong_seal = sent(sealed, id=str(new_id()), sequence=2)
    other, clear = sent(text, id=str(new_id()), sequence=1, type=SHOUTED, partitionkey=str(new_id()))
    async with AIOKafkaProducer(**stack.kafka().options()) as producer:
        await producer.send_and_wait(TOPIC, sealed, key, headers=wrong_seal)
        await producer.send_and_wait(TOPIC, text, other, headers=clear)
        unsigned = [(name, value) for name, value in clear if not name.startswith("ce_nlsig") and name != "ce_id"]
        unsigned.append(("ce_id", str(new_id()).encode()))
        await producer.send_and_wait(TOPIC, _shouted(words, "clear text that nobody signed"), other, headers=unsigned)
    for service in READERS:
        wait_until(f"the dead letters of {service}", partial(_has_all, personas, service))


def _shouted(words: Canaries, place: str) -> bytes:
    return f'{{"shouted": "{words.plant(place)}"}}'.encode()


def _has_all(personas: Personas, service: str) -> bool:
    return _reasons(personas, service) >= REASONS


def _reasons(personas: Personas, service: str) -> set[str]:
    letters: list[Json] = personas.person("operator").read(service, "/v1/dead-letters")["items"]
    return {letter["reason"] for letter in letters}
