"""Carrying out what a form asks, and what to show where that is refused."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from starlette.datastructures import FormData
from starlette.requests import Request

from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import Text
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.failures import Conflict, Forbidden, InvalidInput, NotFound
from loket_shared.http.attempts import record_attempt
from loket_shared.identity.principal import Principal
from loket_shared.web.forms import Form
from loket_shared.web.named_errors import FieldNames
from loket_shared.web.sent import on_page, read

Subject = TypeVar("Subject")

_STALE = "stale-version"


class Visit(Protocol):
    """Somebody who signed in visits a page of a service."""

    @property
    def request(self) -> Request:
        """What the browser sent."""

    @property
    def principal(self) -> Principal:
        """Who visits."""

    def work(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open one transaction."""


@dataclass(frozen=True)
class Act(Generic[Subject]):
    """A form's ``body`` and the use case that it calls, on the case or the request that the page is about.

    ``shares`` names the act whose form this one stands in, as a second button under the same fields.
    """

    body: type[WireModel]
    do: Callable[[UnitOfWork, Principal, Subject, Any], Awaitable[object]]
    shares: str = ""


@dataclass(frozen=True)
class Refused:
    """What the page shows of a form that was refused: why, what changed meanwhile, and everything typed.

    ``act`` is the one under whose name the form's fields stand.
    """

    act: str
    status: int
    form: Form
    text: Text | None = None
    changes: tuple[Text, ...] = ()
    stale: bool = False

    @property
    def typed(self) -> str:
        """Everything typed in the form, for when the form itself is not offered any more."""
        texts = (values for name, values in self.form.values.items() if _is_text(self.act, name))
        return "\n\n".join(value for values in texts for value in values if value)

    def over(self, filled: Mapping[str, str | Iterable[str]]) -> Form:
        """Return the page's form: ``filled`` as it stands now, and over that what was typed and refused."""
        untouched = {name: value for name, value in filled.items() if not name.startswith(f"{self.act}-")}
        shown = Form.filled(untouched)
        return Form({**shown.values, **self.form.values}, self.form.errors)


@dataclass(frozen=True)
class Acts(Generic[Subject]):
    """The forms of one page, by name; ``names``: what the sentences about their fields call them."""

    by_name: Mapping[str, Act[Subject]]
    names: FieldNames = field(default_factory=dict)

    async def carry_out(self, visit: Visit, subject: Subject) -> str | Refused:
        """Do what the form that was sent asks, in one transaction; return the act's name, or why it was refused.

        Raises:
            NotFound: no form has that name, or the subject does not exist for the visitor.
        """
        sent = await visit.request.form()
        name = str(sent.get("act", ""))
        if name not in self.by_name:
            raise NotFound
        act = self.by_name[name]
        fields = act.shares or name
        try:
            await _do(visit, subject, act, fields, sent, self.names)
        except InvalidInput as refused:
            return Refused(fields, 400, Form.typed(sent, refused))
        except Forbidden as refused:
            await record_attempt(visit.request)
            return Refused(fields, 403, Form.typed(sent), refused.text)
        except Conflict as refused:
            return Refused(fields, 409, Form.typed(sent), refused.text, _changes(refused), refused.code == _STALE)
        return name


async def _do(
    visit: Visit, subject: Subject, act: Act[Subject], fields: str, sent: FormData, names: FieldNames
) -> None:
    body = read(act.body, fields, sent, names)
    try:
        async with visit.work() as work:
            await act.do(work, visit.principal, subject, body)
    except InvalidInput as refused:
        raise on_page(fields, refused) from refused


def _is_text(act: str, name: str) -> bool:
    return name.startswith(f"{act}-") and not name.endswith(("-version", "-revision", "-assignee"))


def _changes(conflict: Conflict) -> tuple[Text, ...]:
    return tuple(Text.model_validate(change["text"]) for change in conflict.current.get("changes", ()))


NOTHING_REFUSED = Refused("", 200, Form())
