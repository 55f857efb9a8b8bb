"""Reading a form: the fields of one act, which stand on the page under the act's name."""

from typing import Any, TypeVar, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from starlette.datastructures import FormData

from loket_shared.failures import FieldError, InvalidInput
from loket_shared.http.field_errors import field_errors

Body = TypeVar("Body", bound=BaseModel)

_SEVERAL = (tuple, frozenset)
"""What a field is that several values may be given for."""


def read(body: type[Body], act: str, sent: FormData) -> Body:
    """Return what was filled in for ``act``; its field ``text`` is on the page as ``<act>-text``.

    Raises:
        InvalidInput: with the fields as they are called on the page.
    """
    fields = {field.alias or name: field for name, field in body.model_fields.items()}
    given = {name: _given(field, f"{act}-{name}", sent) for name, field in fields.items()}
    try:
        return body.model_validate({name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        raise on_page(act, InvalidInput(*field_errors(error.errors()))) from None


def _given(field: FieldInfo, name: str, sent: FormData) -> Any:
    if get_origin(field.annotation) in _SEVERAL:
        return [value for value in sent.getlist(name) if value]
    return sent.get(name) or None


def on_page(act: str, refused: InvalidInput) -> InvalidInput:
    """Return the refusal with its fields named as on the page."""
    return InvalidInput(*(FieldError(f"{act}-{error.field}", error.text) for error in refused.errors))
