"""Drafts, checks and saves rule sets; a document is always judged as a whole."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import orjson
from pydantic import Field, StringConstraints

from loket_routing.domain.deciding.examples import ExpectedExample, failing
from loket_routing.domain.lifecycle.state_machine import RuleSetAction, StepKind, next_version
from loket_routing.domain.lifecycle.verdict import Verdict
from loket_routing.domain.rule_set.faults import RuleSetError
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.domain.rule_set.parse import parse_rule_set
from loket_routing.domain.rule_set.review import review
from loket_routing.handlers.rule_set_access import lock_rule_set, require_owner, require_rule_set
from loket_routing.handlers.rule_set_steps import RevisionBody, record_step
from loket_routing.store.rule_sets import add_rule_set, examples_of, lock_versions, new_rule_set_row, write_revision
from loket_shared.contracts.model import InputModel
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.dutch_day import dutch_day
from loket_shared.failures import FieldError, InvalidInput
from loket_shared.idempotency.claims import Sending, claim
from loket_shared.identity.principal import Principal

Version = Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d{1,6}$")]


class DraftBody(InputModel):
    """Which version the new one begins as a copy of."""

    based_on: Version


class SaveBody(RevisionBody):
    """A rule set as its owner writes it, and its examples; what is left out stays as it is."""

    document: dict[str, Any] | None = None
    examples: Annotated[tuple[ExpectedExample, ...], Field(max_length=2_000)] | None = None


@dataclass(frozen=True)
class ValidatedRuleSet:
    """A rule set that may be kept, its examples and the verdict."""

    rule_set: RuleSet
    examples: tuple[ExpectedExample, ...]
    verdict: Verdict


def validate_rule_set(
    version: str, document: Mapping[str, Any], examples: Sequence[ExpectedExample], now: datetime
) -> ValidatedRuleSet:
    """Read ``document`` as the rule set ``version`` and try its examples; takes part of a second.

    Raises:
        InvalidInput: it is not a rule set; every fault is named, and nothing of it is kept.
    """
    try:
        rule_set = parse_rule_set({**document, "version": version})
    except RuleSetError as error:
        raise InvalidInput(*(FieldError("document", fault.words) for fault in error.faults)) from error
    verdict = Verdict.of(rule_set, review(rule_set), failing(rule_set, examples, now))
    return ValidatedRuleSet(rule_set, tuple(examples), verdict)


async def draft_rule_set(work: UnitOfWork, principal: Principal, based_on: str, sending: Sending | None = None) -> str:
    """Copy the version ``based_on`` with its examples, and return the name of the new one.

    A ``sending`` that was there before makes no other: the version that came of it is named again.

    Raises:
        NotFound: there is no such version, or there are none for this reader.
        Forbidden: the reader may not change rule sets.
        IdempotencyKeyReused: the key was used for something else.
    """
    require_owner(principal)
    base = (await require_rule_set(work, principal, based_on)).row
    now = work.clock.now()
    version = next_version(await lock_versions(work), dutch_day(now).year)
    if sending and (first := await claim(work, sending, version)):
        return first.subject
    judged = await asyncio.to_thread(validate_rule_set, version, orjson.loads(base.document), examples_of(base), now)
    row = new_rule_set_row(version, based_on, judged.rule_set, judged.examples, judged.verdict)
    await add_rule_set(work, row)
    await record_step(work, principal, row, StepKind.DRAFTED, sound=judged.verdict.sound)
    return version


async def check_rule_set(
    work: UnitOfWork,
    principal: Principal,
    version: str,
    document: Mapping[str, Any],
    examples: Sequence[ExpectedExample],
    expected_revision: int | None = None,
) -> Verdict:
    """Return the verdict on ``document`` and ``examples``; nothing is saved.

    Raises:
        InvalidInput: the document is not a rule set; otherwise as ``rule_set_to_change``.
    """
    await lock_rule_set(work, principal, RuleSetAction.SAVE, version, expected_revision)
    return (await asyncio.to_thread(validate_rule_set, version, document, examples, work.clock.now())).verdict


async def save_rule_set(
    work: UnitOfWork,
    principal: Principal,
    version: str,
    document: Mapping[str, Any] | None = None,
    examples: Sequence[ExpectedExample] | None = None,
    expected_revision: int | None = None,
) -> Verdict:
    """Save ``document`` and ``examples``, each as it stands where it is left out; return what is found about them.

    Raises:
        InvalidInput: the document is not a rule set; nothing is saved.
        Conflict: it was saved since ``expected_revision``, or is proposed; otherwise as ``rule_set_to_change``.
    """
    found = await lock_rule_set(work, principal, RuleSetAction.SAVE, version, expected_revision)
    judged = await asyncio.to_thread(
        validate_rule_set,
        version,
        orjson.loads(found.row.document) if document is None else document,
        examples_of(found.row) if examples is None else examples,
        work.clock.now(),
    )
    write_revision(found.row, judged.rule_set, judged.examples, judged.verdict)
    await record_step(work, principal, found.row, StepKind.SAVED, sound=judged.verdict.sound)
    return judged.verdict
