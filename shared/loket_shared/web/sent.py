"""Reading a form: the fields of one act, which stand on the page under the act's name."""

from datetime import date
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from starlette.datastructures import FormData

from loket_shared.failures import FieldError, InvalidInput
from loket_shared.web.days import as_iso
from loket_shared.web.named_errors import NO_NAMES, FieldNames, named_errors

Body = TypeVar("Body", bound=BaseModel)

_SEVERAL = (tuple, frozenset)
"""What a field is that several values may be given for."""


def read(body: type[Body], act: str, sent: FormData, names: FieldNames = NO_NAMES) -> Body:
    """Return what was filled in for ``act``; its field ``text`` is on the page as ``<act>-text``.

    Days are read as people write them. ``names``: what the sentences about the fields call them.

    Raises:
        InvalidInput: with the fields as they are called on the page.
    """
    fields = {field.alias or name: field for name, field in body.model_fields.items()}
    given = {name: _given(field, f"{act}-{name}", sent) for name, field in fields.items()}
    try:
        return body.model_validate({name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        raise InvalidInput(*named_errors(error.errors(), act, names)) from None


def _given(field: FieldInfo, name: str, sent: FormData) -> Any:
    if get_origin(field.annotation) in _SEVERAL:
        return [value for value in sent.getlist(name) if value]
    given = sent.get(name) or None
    return as_iso(given) if isinstance(given, str) and _is_day(field) else given


def _is_day(field: FieldInfo) -> bool:
    return date in (field.annotation, *get_args(field.annotation))


def on_page(act: str, refused: InvalidInput) -> InvalidInput:
    """Return the refusal with its fields named as on the page."""
    return InvalidInput(*(FieldError(f"{act}-{error.field}", error.text) for error in refused.errors))
