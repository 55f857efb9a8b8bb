"""The knowledge institutions that the desk serves (docs/domain.md#the-desk)."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter

from loket_shared.contracts.shared_parts import Institution, Recipient
from loket_shared.contracts.texts import BilingualText


class KnownInstitution(Institution):
    """An institution; ``demonstration`` marks an invented one.

    ``coordinators`` get the mails about questions that name no person.
    """

    coordinators: tuple[Recipient, ...] = ()
    demonstration: bool = False


@cache
def institutions() -> Sequence[KnownInstitution]:
    """Return the institutions in the order of their Dutch names."""
    data = files(__package__).joinpath("institutions.json").read_bytes()
    return sorted(TypeAdapter(tuple[KnownInstitution, ...]).validate_json(data), key=lambda known: known.name.nl)


@cache
def _by_ror_id() -> Mapping[str, KnownInstitution]:
    return {known.ror_id: known for known in institutions()}


def institution_by_ror_id(ror_id: str) -> KnownInstitution:
    """Return the institution with this ROR id; one that is not in the list is named by its identifier."""
    known = _by_ror_id().get(ror_id)
    return known or KnownInstitution(ror_id=ror_id, name=BilingualText(nl=ror_id, en=ror_id), kind="other")


def search_institutions(query: str) -> list[KnownInstitution]:
    """Return the institutions with every word of ``query`` in one of their names, in either language."""
    words = query.casefold().split()
    return [known for known in institutions() if all(word in _searchable(known) for word in words)]


def _searchable(known: KnownInstitution) -> str:
    return f"{known.name.nl} {known.name.en} {known.ror_id}".casefold()
