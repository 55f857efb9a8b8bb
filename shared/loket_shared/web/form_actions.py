"""Runs the action of a submitted form, and builds the page after a refusal."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from starlette.datastructures import FormData
from starlette.responses import RedirectResponse

from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from loket_shared.field_errors import FieldNames
from loket_shared.http.attempts import record_attempt
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork
from loket_shared.web.form_keys import sent_before
from loket_shared.web.form_parsing import parse_form, prefix_errors
from loket_shared.web.forms import Form
from loket_shared.web.page_context import PageContext, redirect
from loket_shared.web.unsent_forms import (
    BEGAN,
    Values,
    at_view,
    fields_of,
    fingerprint,
    is_typed,
    keep_unsent,
    kept_view,
    unsent,
)

Subject = TypeVar("Subject")
Filled = Mapping[str, str | Iterable[str]]
Versions = Mapping[str, int]
"""The versions of the things that the forms of a page change, by the name of the form."""

_STALE = "stale-version"
_SEEN = ("version", "revision")


@dataclass(frozen=True)
class FormAction(Generic[Subject]):
    """The ``body`` of a form and the use case that it calls on ``Subject``, the case or request of the page.

    ``shares`` names the action whose fields this one uses, as a second button of the same form.
    """

    body: type[WireModel]
    do: Callable[[UnitOfWork, Principal, Subject, Any], Awaitable[object]]
    shares: str = ""


@dataclass(frozen=True)
class RefusedForm:
    """A refused form for the page: the reason, the changes by others and everything typed.

    ``act`` is the action whose name prefixes the fields of the refused form. It is empty if nothing was refused.
    """

    act: str
    status: int
    form: Form
    text: BilingualText | None = None
    changes: tuple[BilingualText, ...] = ()
    stale: bool = False

    @property
    def typed(self) -> str:
        """Everything typed in the form, for a page that no longer offers the form."""
        return self.typed_in(self.act)

    def typed_in(self, act: str) -> str:
        """Return everything typed in the form ``act``."""
        return "\n\n".join(value for values in self._texts(act) for value in values if value)

    def not_offered(self, offered: Iterable[str], acts: Iterable[str]) -> list[str]:
        """Return the text typed in the other forms of ``acts`` that the page no longer offers."""
        gone = (act for act in acts if act != self.act and act not in set(offered))
        return [typed for act in gone if (typed := self.typed_in(act))]

    def over(self, filled: Filled, acts: Iterable[str] = ()) -> Form:
        """Return the form for the page: the present values ``filled``, overwritten by everything typed."""
        forms = {self.act, *acts} - {""}
        sent = {act for act in forms if act == self.act or fields_of(act, forms, self.form.values)}
        untouched = {name: each for name, each in filled.items() if not name.startswith(tuple(f"{a}-" for a in sent))}
        return Form({**Form.filled(untouched).values, **self.form.values}, self.form.errors)

    def _texts(self, act: str) -> Iterable[Sequence[str]]:
        return (values for name, values in self.form.values.items() if is_typed(act, name))


@dataclass(frozen=True)
class DoneForm:
    """The action that was done, or empty, and the text typed in the other forms of the page.

    ``view`` is the query and fragment of the page's requested state if no action was done.
    """

    act: str
    unsent: Values
    view: str = ""


@dataclass(frozen=True)
class FormActions(Generic[Subject]):
    """The forms of one page, by name.

    ``versions`` returns and locks the versions of everything that the forms change. If an action raises a version, the
    unsent forms that carried the old one are given the new one; changes by others in the meantime are still detected.
    ``names`` are the names of the fields in error sentences.
    """

    by_name: Mapping[str, FormAction[Subject]]
    versions: Callable[[UnitOfWork, Principal, Subject], Awaitable[Versions]] | None = None
    names: FieldNames = field(default_factory=dict)

    @property
    def forms(self) -> frozenset[str]:
        """The names that prefix the fields of the page."""
        return frozenset(map(self._prefix, self.by_name))

    def _prefix(self, name: str) -> str:
        return self.by_name[name].shares or name

    def shown(self, refused: RefusedForm, filled: Filled) -> dict[str, Any]:
        """Return the template variables for the forms: the values ``filled``, overwritten by everything typed."""
        form = refused.over(filled, self.forms)
        began = self._began(filled)
        return {"refused": refused, "form": form, "acts": sorted(self.forms), "began_as": began, "keeps": "acts"}

    def _began(self, filled: Filled) -> dict[str, str]:
        """Return, for each form, the hidden field that shows later whether its fields were changed."""
        values = Form.filled(filled).values
        marks = {f"{act}-{BEGAN}": fingerprint(act, fields_of(act, self.forms, values)) for act in self.forms}
        return {name: mark for name, mark in marks.items() if mark}

    async def dispatch(self, context: PageContext, subject: Subject) -> DoneForm | RefusedForm:
        """Run the action of the submitted form, in one transaction; return the done form or the refused form.

        A form that was handled before is not handled again; its action is returned as done.

        Raises:
            NotFoundError: no form has that name, or the subject does not exist for the visitor.
        """
        sent = await context.request.form()
        name, typed = str(sent.get("act", "")), Form.typed(sent).values
        view = kept_view(name)
        if view is not None:
            return DoneForm("", unsent("", self.forms, typed), view)
        if name not in self.by_name:
            raise NotFoundError
        fields = self._prefix(name)
        own, others = fields_of(fields, self.forms, typed), unsent(fields, self.forms, typed)
        try:
            return DoneForm(name, await self._run(context, subject, name, sent, own, others))
        except InvalidInputError as refused:
            return RefusedForm(fields, 400, Form({**others, **own}, refused.errors))
        except ForbiddenError as refused:
            await record_attempt(context.request)
            return RefusedForm(fields, 403, Form({**others, **own}), refused.text)
        except ConflictError as refused:
            stale = refused.code == _STALE
            left = _on_the_present_version(fields, own) if stale else own
            return RefusedForm(fields, 409, Form({**others, **left}), refused.text, _changes(refused), stale)

    async def _run(
        self, context: PageContext, subject: Subject, name: str, sent: FormData, own: Values, others: Values
    ) -> Values:
        """Run the action; return the fields of the ``others`` with the versions after the change."""
        act, fields = self.by_name[name], self._prefix(name)
        body = parse_form(act.body, fields, sent, self.names)
        versions = self.versions if others else None
        try:
            async with context.work() as work:
                before = await versions(work, context.principal, subject) if versions else {}
                if not await sent_before(work, context.principal, context.request, str(subject), own):
                    await act.do(work, context.principal, subject, body)
                after = await versions(work, context.principal, subject) if versions else {}
        except InvalidInputError as refused:
            raise prefix_errors(fields, refused) from refused
        return _seen_after(others, before, after)


def _on_the_present_version(act: str, fields: Values) -> Values:
    """Return the fields of ``act`` without those that bind it to an earlier version."""
    gone = {f"{act}-{name}" for name in (*_SEEN, BEGAN)}
    return {name: each for name, each in fields.items() if name not in gone}


def _seen_after(others: Values, before: Versions, after: Versions) -> Values:
    """Return the fields with the versions after the action, for each form that had the versions before it."""
    renewed = {
        f"{act}-{name}": [str(after[act])]
        for act, version in before.items()
        for name in _SEEN
        if act in after and list(others.get(f"{act}-{name}", ())) == [str(version)]
    }
    return {**others, **renewed}


def _changes(conflict: ConflictError) -> tuple[BilingualText, ...]:
    return tuple(BilingualText.model_validate(change["text"]) for change in conflict.current.get("changes", ()))


def still_typed(values: Values) -> RefusedForm:
    """Return the page's form with text that was typed and not submitted; nothing was refused."""
    return RefusedForm("", 200, Form(values))


NOTHING_REFUSED = RefusedForm("", 200, Form())


async def redirect_with_unsent(context: PageContext, address: str, done: DoneForm) -> RedirectResponse:
    """Redirect to the page at ``address``, which keeps the text typed in its other forms."""
    answer = redirect(at_view(address, done.view), done.act)
    await keep_unsent(context.request, answer, done.unsent)
    return answer
