"""Synthetic past questions: ``python -m routing_bench.synthetic_past COUNT`` stores them in an empty desk.

They are stored as if they had been asked and decided over two years: sealed, each with the evidence of its text. No
other service knows them, so only use a desk that is removed afterwards.
"""

import sys
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from uuid import UUID

import uvloop

from loket_routing import policy
from loket_routing.domain.decide.evidence import Evidence, match_terms
from loket_routing.domain.decide.question import Question
from loket_routing.simulator.worker import open_simulator_runtime
from loket_routing.store.evidence import evidence_place
from loket_routing.store.questions import question_place
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.db.ids import new_id
from loket_shared.sealing.sealer import ToSeal
from loket_shared.unit_of_work import UnitOfWork
from routing_bench import synthetic_policy, synthetic_questions

_SEED = 4711
_TEXTS = 1000
_AT_ONCE = 500
_DAYS = 730
_INSERT_QUESTION = """
    INSERT INTO questions (question_id, reference, content, asked_at)
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::timestamptz[])
"""
_INSERT_EVIDENCE = """
    INSERT INTO evidence (question_id, question_version, sealed)
    SELECT row.question_id, 1, row.sealed FROM unnest($1::uuid[], $2::bytea[]) AS row (question_id, sealed)
"""

_Told = tuple[Question, Evidence]


async def _fill(count: int) -> None:
    version = policy.versions()[0]
    rules, known = policy.rule_set(version), synthetic_policy.terms(policy.document(version))
    told = [
        (asked, match_terms(asked, rules.lexicon, rules.finder))
        for asked in synthetic_questions.generate(_TEXTS, known)
    ]
    random = Random(_SEED)  # noqa: S311  nothing here is secret
    numbers = iter(range(count))
    async with open_simulator_runtime(connections=1) as runtime:
        while part := list(islice(numbers, _AT_ONCE)):
            async with runtime.unit_of_work() as work:
                await _keep(work, part, [random.choice(told) for _ in part])


async def _keep(work: UnitOfWork, numbers: list[int], told: list[_Told]) -> None:
    ids = [new_id() for _ in numbers]
    sealed = await work.sealer.seal_all(
        [value for key, each in zip(ids, told, strict=True) for value in _values(key, each)]
    )
    blobs = [box.to_bytes() for box in sealed]
    references = [f"KV-1999-{number:06}" for number in numbers]
    moments = [_moment(work.clock.now(), number) for number in numbers]
    await work.vault.ensure(KeyName(key, Compartment.PARTICIPATION) for key in ids)
    await work.driver.execute(_INSERT_QUESTION, ids, references, blobs[::2], moments)
    await work.driver.execute(_INSERT_EVIDENCE, ids, blobs[1::2])


def _values(question_id: UUID, told: _Told) -> tuple[ToSeal, ToSeal]:
    question, evidence = (part.model_dump_json(by_alias=True).encode() for part in told)
    name = KeyName(question_id, Compartment.QUESTION)
    return (
        ToSeal(question, name, question_place(question_id).aad),
        ToSeal(evidence, name, evidence_place(question_id, 1).aad),
    )


def _moment(now: datetime, number: int) -> datetime:
    """Return the moment of a question: they are spread over two years of days and hours."""
    return now - timedelta(days=number % _DAYS, minutes=number % 1000)


if __name__ == "__main__":
    uvloop.run(_fill(int(sys.argv[1])))
