"""The context of a page of the back office, with the menu of the pages that exist for its reader.

The pages themselves ask the same policy as the API.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from fastapi import Depends

from loket_backoffice.domain.access import DEPARTMENT_ROLES
from loket_backoffice.domain.queues import Queue
from loket_backoffice.pages.labels import Labels
from loket_policy.covert import is_covert
from loket_shared.contracts.texts import BilingualText
from loket_shared.identity.sessions import Session
from loket_shared.principal import Principal, Role
from loket_shared.web import page_context
from loket_shared.web.page_context import DONE

_CASES = BilingualText(nl="Zaken", en="Cases")
_OPERATIONS = BilingualText(nl="Bedrijfsvoering", en="Operations")
_DEAD_LETTERS = BilingualText(nl="Vastgelopen berichten", en="Stuck messages")
_AUDIT = BilingualText(nl="Verantwoording", en="Audit trail")

Entry = tuple[str, BilingualText]


def queues_of(reader: Principal) -> Sequence[Queue]:
    """Return the reader's queues; the first one opens by default."""
    if reader.role is Role.FRONT_OFFICE:
        return (Queue.FRONT_OFFICE, Queue.MINE, Queue.ALL)
    if reader.role in DEPARTMENT_ROLES:
        return (Queue.DEPARTMENT, Queue.MINE)
    return (Queue.ALL,) if reader.role is Role.OPERATOR else ()


def menu_of(reader: Principal) -> tuple[Entry, ...]:
    """Return the addresses of the pages that exist for the reader, with their names."""
    return tuple(_entries(reader))


def _entries(reader: Principal) -> Iterator[Entry]:
    if queues_of(reader):
        yield "/", _CASES
    if reader.role is Role.OPERATOR:
        yield "/bedrijfsvoering", _OPERATIONS
    if reader.role is Role.OPERATOR or (reader.role is Role.APPROVER and is_covert(reader.department)):
        yield "/vastgelopen-berichten", _DEAD_LETTERS
    if reader.role in {Role.AUDITOR, Role.APPROVER}:
        yield "/verantwoording", _AUDIT


@dataclass(frozen=True)
class PageContext(page_context.PageContext):
    """The context of a page of the back office."""

    @property
    def access_token(self) -> str:
        """The principal's access token for other services; empty where the identity provider gave none."""
        session: Session = self.request.state.session
        return session.access_token

    @cached_property
    def labels(self) -> Labels:
        """The labels of codes in the reader's language, as they are today."""
        return Labels(self.language, self.today)

    def values(self) -> Mapping[str, Any]:
        """Return the values that every page has."""
        return {
            "labels": self.labels,
            "menu": menu_of(self.principal),
            "reader": self.principal,
            "rules_site": self.runtime.settings.routing_url,
            "done": self.request.query_params.get(DONE, ""),
        }


PageContextDep = Annotated[PageContext, Depends()]
