"""The base classes of everything that travels as JSON."""

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class WireModel(BaseModel):
    """A frozen value with camelCase names on the wire.

    Unknown fields are ignored on reading: inside a version only optional fields are added, and a reader of an older
    release must not stumble over them (design section 3, evolution). Validation errors never repeat the input: it may
    be content, and errors end in logs.
    """

    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        serialize_by_alias=True,
        frozen=True,
        extra="ignore",
        hide_input_in_errors=True,
    )


class InputModel(WireModel):
    """The base of request bodies.

    An unknown field is refused: its sender would believe that it was read.
    """

    model_config = ConfigDict(extra="forbid")
