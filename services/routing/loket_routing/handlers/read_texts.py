"""Read the asker's own words, for who may read the question."""

from collections.abc import Mapping

from loket_routing.domain.decide.redact import Visibility
from loket_routing.domain.explanation.grounds import NO_TEXTS
from loket_routing.store.questions import look_up, texts_of
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def read_texts(principal: Principal, reference: str, sight: Visibility, work: UnitOfWork) -> Mapping[str, str]:
    """Return the text of each passage; none for who sees no content, of whose question nothing is opened."""
    found = await look_up(work, principal, reference) if sight.content else None
    return NO_TEXTS if found is None else await texts_of(work, found.question_id)
