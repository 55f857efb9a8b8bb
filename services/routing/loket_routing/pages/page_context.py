"""The addresses of the pages, the menu of a reader, and the context of a page.

The pages themselves ask the same policy as the API.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends

from loket_routing.domain.access import covert_in_figures, may_change_rule_sets, may_read_rule_sets
from loket_routing.pages.labels import Labels
from loket_shared.contracts.texts import BilingualText
from loket_shared.principal import Principal
from loket_shared.web import page_context
from loket_shared.web.page_context import DONE

RULE_SETS = "/regelsets"
SIMULATIONS = "/simulaties"
QUALITY = "/herijking"
REGISTER = "/algoritmeregister"

_RULE_SETS = BilingualText(nl="Regelsets", en="Rule sets")
_SIMULATIONS = BilingualText(nl="Simulaties", en="Simulations")
_QUALITY = BilingualText(nl="Herijking", en="Recalibration")
_REGISTER = BilingualText(nl="Algoritmeregister", en="Algorithm register")


@dataclass(frozen=True)
class PageContext(page_context.PageContext):
    """The context of a page of routing."""

    def values(self) -> Mapping[str, Any]:
        """Return the values that every page has."""
        return {
            "labels": Labels(self.language, self.today),
            "menu": menu_of(self.principal),
            "reader": self.principal,
            "done": self.request.query_params.get(DONE, ""),
        }


PageContextDep = Annotated[PageContext, Depends()]

_MenuEntry = tuple[str, BilingualText]


def menu_of(reader: Principal) -> tuple[_MenuEntry, ...]:
    """Return the addresses and names of the pages that exist for the reader."""
    return tuple(_entries(reader))


def _entries(reader: Principal) -> Iterator[_MenuEntry]:
    if may_read_rule_sets(reader):
        yield RULE_SETS, _RULE_SETS
    if may_change_rule_sets(reader):
        yield SIMULATIONS, _SIMULATIONS
    if covert_in_figures(reader) is not None:
        yield QUALITY, _QUALITY
    if may_read_rule_sets(reader):
        yield REGISTER, _REGISTER
