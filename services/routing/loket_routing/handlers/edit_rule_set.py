"""Drafts, checks and saves rule sets, also those of a release; a document is always validated as a whole."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import orjson
from pydantic import Field, StringConstraints

from loket_routing import policy
from loket_routing.domain.lifecycle.examples import ExpectedExample, failed_examples
from loket_routing.domain.lifecycle.state_machine import RuleSetAction, StepKind, next_version
from loket_routing.domain.lifecycle.verdict import RuleSetVerdict
from loket_routing.domain.rule_set.document import parse_rule_set
from loket_routing.domain.rule_set.faults import RuleSetError
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.domain.rule_set.review import review
from loket_routing.handlers.rule_set_access import lock_rule_set, require_rule_set, require_rule_set_owner
from loket_routing.handlers.rule_set_steps import RevisionBody, record_step
from loket_routing.store.rule_sets import (
    add_rule_set,
    examples_of,
    is_known_rule_set,
    lock_versions,
    new_rule_set_row,
    write_revision,
)
from loket_shared.contracts.model import InputModel
from loket_shared.failures import FieldError, InvalidInputError
from loket_shared.idempotency import IdempotentRequest, claim
from loket_shared.local_time import local_date
from loket_shared.principal import Principal, Role
from loket_shared.unit_of_work import UnitOfWork

RELEASE = Principal("release", "Release", "", Role.SYSTEM)
"""Drafts what comes with the software. It is no person, so a person proposes the draft and a second one approves it."""

RuleSetVersion = Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d{1,6}$")]


class DraftBody(InputModel):
    """The version to copy."""

    based_on: RuleSetVersion


class SaveBody(RevisionBody):
    """A rule set as its owner writes it, and its examples; a part that is left out stays as it is."""

    document: dict[str, Any] | None = None
    examples: Annotated[tuple[ExpectedExample, ...], Field(max_length=2_000)] | None = None


@dataclass(frozen=True)
class ValidatedRuleSet:
    """A rule set that may be saved, its examples and the verdict."""

    rule_set: RuleSet
    examples: tuple[ExpectedExample, ...]
    verdict: RuleSetVerdict


def validate_rule_set(
    version: str, document: Mapping[str, Any], examples: Sequence[ExpectedExample], now: datetime
) -> ValidatedRuleSet:
    """Parse ``document`` as the rule set ``version``, review it and run its examples; this takes part of a second.

    Raises:
        InvalidInputError: the document is not a rule set; every fault is named.
    """
    try:
        rule_set = parse_rule_set({**document, "version": version})
    except RuleSetError as error:
        raise InvalidInputError(*(FieldError("document", fault.words) for fault in error.faults)) from error
    verdict = RuleSetVerdict.of(rule_set, review(rule_set), failed_examples(rule_set, examples, now))
    return ValidatedRuleSet(rule_set, tuple(examples), verdict)


async def draft_rule_set(
    work: UnitOfWork, principal: Principal, based_on: str, sending: IdempotentRequest | None = None
) -> str:
    """Copy the version ``based_on`` with its examples, and return the name of the new one.

    A repeated ``sending`` makes no new version: the name of the first one is returned again.

    Raises:
        NotFoundError: the version, or every rule set, does not exist for this reader.
        ForbiddenError: the reader may not change rule sets.
        IdempotencyKeyReusedError: the key was used for something else.
    """
    require_rule_set_owner(principal)
    base = (await require_rule_set(work, principal, based_on)).row
    version = next_version(await lock_versions(work), local_date(work.clock.now()).year)
    if sending and (first := await claim(work, sending, version)):
        return first.subject
    await _add_draft(work, principal, version, orjson.loads(base.document), examples_of(base), based_on=based_on)
    return version


async def _add_draft(
    work: UnitOfWork,
    principal: Principal,
    version: str,
    document: Mapping[str, Any],
    examples: Sequence[ExpectedExample],
    *,
    based_on: str | None = None,
    reason: str | None = None,
) -> None:
    """Add ``document`` as the new rule set ``version``, drafted by ``principal``. Raises as ``validate_rule_set``."""
    validated = await asyncio.to_thread(validate_rule_set, version, document, examples, work.clock.now())
    row = new_rule_set_row(version, based_on, validated.rule_set, validated.examples, validated.verdict)
    await add_rule_set(work, row)
    await record_step(work, principal, row, StepKind.DRAFTED, sound=validated.verdict.sound, reason=reason)


async def check_rule_set(
    work: UnitOfWork,
    principal: Principal,
    version: str,
    document: Mapping[str, Any],
    examples: Sequence[ExpectedExample],
    expected_revision: int | None = None,
) -> RuleSetVerdict:
    """Return the verdict on ``document`` and ``examples``; nothing is saved.

    Raises:
        InvalidInputError: the document is not a rule set; otherwise as ``lock_rule_set``.
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
) -> RuleSetVerdict:
    """Save ``document`` and ``examples`` and return the verdict; the one that is None stays as it was.

    Raises:
        InvalidInputError: the document is not a rule set; nothing is saved.
        ConflictError: the set was saved since ``expected_revision``, or is proposed; otherwise as ``lock_rule_set``.
    """
    found = await lock_rule_set(work, principal, RuleSetAction.SAVE, version, expected_revision)
    validated = await asyncio.to_thread(
        validate_rule_set,
        version,
        orjson.loads(found.row.document) if document is None else document,
        examples_of(found.row) if examples is None else examples,
        work.clock.now(),
    )
    write_revision(found.row, validated.rule_set, validated.examples, validated.verdict)
    await record_step(work, principal, found.row, StepKind.SAVED, sound=validated.verdict.sound)
    return validated.verdict


async def offer_release(work: UnitOfWork) -> str | None:
    """Draft the newest rule set of the release, unless it is known here; return the version of the draft.

    A release never changes the active set.
    It is known if a set has the same digest, or if it was drafted before, also if that draft was discarded.
    """
    shipped = policy.versions()[-1]
    digest = await asyncio.to_thread(policy.digest, shipped)
    mark = f"SHA-256 {digest}"
    if await is_known_rule_set(work, digest, RELEASE.subject, mark):
        return None
    known = await lock_versions(work)
    if await is_known_rule_set(work, digest, RELEASE.subject, mark):
        return None
    released = await asyncio.to_thread(policy.rule_set, shipped)
    version = next_version(known, local_date(work.clock.now()).year)
    await _add_draft(work, RELEASE, version, released.document(), policy.examples(shipped), reason=mark)
    return version
