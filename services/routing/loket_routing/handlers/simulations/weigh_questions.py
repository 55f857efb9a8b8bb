"""Weigh some of the past questions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from uuid import UUID

from loket_routing.domain.deciding.evidence import Evidence, read_question
from loket_routing.domain.deciding.question import Question
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.domain.simulating.sums import Sums
from loket_routing.domain.simulating.weighing import Past, Weigher
from loket_routing.store.past_questions import Asked, texts_of, told_by
from loket_routing.store.simulation_changes import ChangedAt, keep_changes
from loket_routing.store.simulation_queue import Job, hold_job
from loket_shared.unit_of_work import UnitOfWork


async def weigh_questions(
    unit_of_work: Callable[[], AbstractAsyncContextManager[UnitOfWork]],
    job: Job,
    weigher: Weigher,
    question_ids: Sequence[UUID],
) -> Sums:
    """Weigh these questions, keep those that would go elsewhere, and return the sums.

    A text is read again where a rule set has another lexicon than the one it was read by. Weighing takes
    longer than the database waits for a silent transaction, so none is open meanwhile.

    Raises:
        NoLongerOurs: the simulation is not this attempt's any more.
    """
    async with unit_of_work() as work:
        asked = await told_by(work, question_ids)
        unread = [each.question_id for each in asked if not each.erased and not _known(each, weigher)]
        texts = await texts_of(work, unread)
    sums, changed = Sums(), list[ChangedAt]()
    for question_id, past in _past(asked, texts, weigher, sums):
        change = sums.add(weigher.weigh(past))
        if change is not None:
            changed.append(ChangedAt(question_id, change))
    if changed:
        async with unit_of_work() as work:
            await hold_job(work, job)
            await keep_changes(work, job.simulation_id, changed)
    return sums


def _known(asked: Asked, weigher: Weigher) -> bool:
    """Return whether what was kept of the question is by the lexicon of both rule sets."""
    lexicons = {weigher.baseline.lexicon.digest, weigher.candidate.lexicon.digest}
    return asked.evidence is not None and lexicons == {asked.evidence.lexicon}


def _past(
    asked: Iterable[Asked], texts: Mapping[UUID, Question], weigher: Weigher, sums: Sums
) -> Iterable[tuple[UUID, Past]]:
    for each in asked:
        question = texts.get(each.question_id)
        before = _told(each.evidence, question, weigher.baseline)
        after = before if weigher.same_lexicon else _told(each.evidence, question, weigher.candidate)
        sums.reading["questions"] += 1
        if each.erased:
            sums.reading["erased"] += 1
        elif before is None or after is None:
            sums.reading["unreadable"] += 1
        else:
            sums.reading["read_again"] += question is not None
            yield each.question_id, Past(before, after, each.asked_at)


def _told(known: Evidence | None, question: Question | None, rules: RuleSet) -> Evidence | None:
    """Return what a question tells by the lexicon of ``rules``; None where it can't be read."""
    if known is not None and known.lexicon == rules.lexicon.digest:
        return known
    return read_question(question, rules.lexicon, rules.finder) if question else None
