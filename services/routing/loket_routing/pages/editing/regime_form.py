"""A legal regime as a form: which law, when, for which countries, and what it covers."""

import re
from datetime import date
from typing import Literal

from starlette.datastructures import FormData

from loket_routing.domain.editing.document import Entry, filled
from loket_routing.pages.editing.condition_form import ConditionForm, fill_condition
from loket_routing.pages.editing.part import Filled
from loket_routing.pages.editing.typed_line import Line
from loket_routing.pages.field_names import REGIME_FIELDS
from loket_shared.web.form_parsing import parse_form

NAME = "regime"
"""Under which name the fields stand on the page."""

_CODE = re.compile(r"[A-Za-z]+")


class RegimeForm(ConditionForm):
    """What stands in the form; ``area`` says whether the countries are those covered, or all others are."""

    code: Line
    name_nl: Line
    name_en: Line
    scheme: Literal["celex", "bwb", "citation"]
    id: Line
    valid_from: date
    valid_until: date | None = None
    area: Literal["listed", "outside"]
    countries: Line
    note_nl: Line | None = None
    note_en: Line | None = None
    confirmed_by: Line | None = None


def read_regime(sent: FormData) -> Entry:
    """Return the regime that was typed.

    Raises:
        InvalidInput: a field is not filled in, or the text of the condition can't be read.
    """
    typed = parse_form(RegimeForm, NAME, sent, REGIME_FIELDS)
    regime = {
        "code": typed.code,
        "name": {"nl": typed.name_nl, "en": typed.name_en},
        "source": {"scheme": typed.scheme, "id": typed.id},
        "from": typed.valid_from.isoformat(),
        "until": typed.valid_until and typed.valid_until.isoformat(),
        "territory": {typed.area: [code.upper() for code in _CODE.findall(typed.countries)]},
        "covers": typed.typed(NAME),
        "note": filled({"nl": typed.note_nl, "en": typed.note_en}),
        "confirmed-by": typed.confirmed_by,
    }
    return filled(regime)


def fill_regime(regime: Entry) -> Filled:
    """Return the fields of the form as they stand for ``regime``."""
    area, countries = next(iter(regime["territory"].items()))
    fields = {
        **fill_condition(regime["covers"]),
        **{f"{part}{language.title()}": regime.get(part, {}).get(language, "") for part, language in _TEXTS},
        "code": regime["code"],
        "scheme": regime["source"]["scheme"],
        "id": regime["source"]["id"],
        "validFrom": str(regime["from"]),
        "validUntil": str(regime.get("until", "")),
        "area": area,
        "countries": " ".join(countries),
        "confirmedBy": regime.get("confirmed-by", ""),
    }
    return {f"{NAME}-{name}": value for name, value in fields.items()}


_TEXTS = tuple((part, language) for part in ("name", "note") for language in ("nl", "en"))
