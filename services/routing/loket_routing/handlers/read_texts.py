"""Read the asker's own words, for who may read the question."""

from collections.abc import Mapping

from loket_routing.domain.explaining.places import NO_TEXTS
from loket_routing.domain.project import Sight
from loket_routing.store.questions import look_up, texts_of
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def read_texts(principal: Principal, reference: str, sight: Sight, work: UnitOfWork) -> Mapping[str, str]:
    """Return the text of each passage; none for who sees no content, of whose question nothing is opened."""
    found = await look_up(work, principal, reference) if sight.content else None
    return NO_TEXTS if found is None else await texts_of(work, found.question_id)
