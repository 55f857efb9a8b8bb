"""A part of a rule set that has a page of its own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import FormData

from loket_routing.domain.editing.document import Document
from loket_routing.domain.lifecycle.examples import ExpectedExample
from loket_routing.pages.visit import Visit

SAVE = "save"
CHECK = "check"
"""Tells what would be found if ``SAVE`` were done, and keeps nothing."""
TRY = "try"
"""Tells where a question would go if ``SAVE`` were done, and keeps nothing."""

Filled = Mapping[str, str | Iterable[str]]


@dataclass(frozen=True)
class Draft:
    """What an owner writes: the document and the examples next to it."""

    document: Document
    examples: tuple[ExpectedExample, ...]


Change = Callable[[Draft, FormData], Draft]
"""Makes the change that a form asks for; raises InvalidInput where the form itself is wrong."""


@dataclass(frozen=True)
class Part:
    """A part of a rule set: what its form begins with, and what the form's buttons do, by their names.

    ``address`` and ``after`` follow the address of the rule set; ``after`` is where one goes on to.
    """

    template: str
    address: str
    filled: Filled
    changes: Mapping[str, Change]
    after: str
    context: Mapping[str, Any] = field(default_factory=dict)


PartOf = Callable[[Visit, Draft], Part]
"""Finds the part in a draft; raises NotFound where the draft has none."""
