"""Records that somebody else puts on the log, and that end as dead letters."""

from uuid import uuid4

from aiokafka import AIOKafkaProducer
from e2e.leaks.canaries import Canaries
from e2e.questions import Question
from kafka_log import log_of

from loket_stack.harness import Stack
from loket_stack.play.cast import Cast
from loket_stack.play.people import Json
from loket_stack.play.waiting import until

TOPIC = "loket.questions"
READERS = ("routing", "backoffice", "notifications")


async def forge(stack: Stack, cast: Cast, question: Question, words: Canaries) -> None:
    """Repeat the sealed submission of ``question`` under another id, and add clear text under a type that is none."""
    subject = ("ce_subject", question.reference.encode())
    submission = next(each for each in log_of(stack, TOPIC) if subject in each.headers)
    headers = dict(submission.headers)
    wrong_seal = {**headers, "ce_id": str(uuid4()).encode(), "ce_sequence": b"0000000002"}
    clear = {**headers, "ce_id": str(uuid4()).encode(), "ce_sequence": b"0000000001"}
    clear |= {"ce_type": b"nl.kennisveiligheid.questions.shouted.v1", "ce_partitionkey": str(uuid4()).encode()}
    text = f'{{"shouted": "{words.plant("clear text of an unknown type")}"}}'.encode()
    async with AIOKafkaProducer(**stack.kafka().options()) as producer:
        await producer.send_and_wait(TOPIC, submission.value, submission.key, headers=list(wrong_seal.items()))
        await producer.send_and_wait(TOPIC, text, clear["ce_partitionkey"], headers=list(clear.items()))
    for service in READERS:
        until(f"both dead letters of {service}", lambda service=service: _letters(cast, service, question) == 2)


def _letters(cast: Cast, service: str, question: Question) -> int:
    letters: list[Json] = cast.people.person("operator").read(service, "/v1/dead-letters")["items"]
    return sum(letter["subject"] == question.reference for letter in letters)
