"""Legal regimes: dated data with a legal source, the only place where a country counts.

See domain description section 5.
"""

import re
from datetime import date
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from loket_routing.domain.decide.facts import Fact, Facts
from loket_routing.domain.rule_set.conditions import Condition
from loket_routing.domain.rule_set.faults import brief
from loket_routing.domain.rule_set.frozen_model import Day, FrozenModel, refusal
from loket_shared.contracts.shared_parts import CountryCode
from loket_shared.contracts.texts import BilingualText

_FORMS = {
    "celex": re.compile(r"^[1-9]\d{4}[A-Z]{1,2}\d{4}$"),
    "bwb": re.compile(r"^BWBR\d{7}$"),
    "citation": re.compile(r"\S"),
}


class LegalSource(FrozenModel):
    """Where the law stands: a CELEX number, a BWB id, or a citation where neither is known."""

    scheme: Literal["celex", "bwb", "citation"]
    id: str

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        if not _FORMS[self.scheme].search(self.id):
            raise refusal(
                "legal-source",
                f"'{brief(self.id)}' is geen {self.scheme}-nummer.",
                f"'{brief(self.id)}' is not a {self.scheme} number.",
            )
        return self

    def __str__(self) -> str:
        return f"{self.scheme} {self.id}"


class Territory(FrozenModel):
    """The countries of a regime: those listed, or all ``outside`` a list."""

    listed: tuple[CountryCode, ...] = ()
    outside: tuple[CountryCode, ...] = ()

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.listed) == bool(self.outside):
            raise refusal(
                "territory",
                "Een gebied is ofwel 'listed' ofwel 'outside' een lijst van landen.",
                "A territory is either 'listed' or 'outside' a list of countries.",
            )
        return self

    def covers(self, country: str) -> bool:
        """Return whether the regime holds for ``country`` (ISO 3166-1 alpha-2)."""
        return country in self.listed if self.listed else country not in self.outside


class Regime(FrozenModel):
    """A legal regime, from a day on, until a day (both inclusive).

    A regime that comes back after a gap is a regime of its own. ``confirmed_by``: who checked it against
    the law, and when; without it the regime is demonstration data, and screens say so.
    """

    code: str
    name: BilingualText
    source: LegalSource
    valid_from: Day = Field(alias="from")
    valid_until: Day | None = Field(default=None, alias="until")
    territory: Territory
    covers: Condition
    note: BilingualText | None = None
    confirmed_by: str | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def _starts_before_it_ends(self) -> Self:
        if self.valid_until is not None and self.valid_until < self.valid_from:
            raise refusal(
                "ends-before-it-begins",
                f"Het regime '{brief(self.code)}' eindigt voordat het begint.",
                f"The regime '{brief(self.code)}' ends before it begins.",
            )
        return self

    @property
    def is_demonstration(self) -> bool:
        """True if nobody has confirmed the regime yet."""
        return self.confirmed_by is None

    def in_force(self, day: date) -> bool:
        """Return whether the regime holds on ``day``."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def applies(self, countries: tuple[str, ...], facts: Facts, day: date) -> bool:
        """Return whether countries and coverage match on ``day``."""
        return (
            self.in_force(day) and any(map(self.territory.covers, countries)) and self.covers.support(facts) is not None
        )

    @cached_property
    def fact(self) -> Fact:
        """The fact that this regime applies; it names the law, never the country."""
        return Fact(name="legal-regime", value=self.code, source=str(self.source))
