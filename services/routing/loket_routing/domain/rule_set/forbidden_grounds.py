"""The grounds that no route may rest on: country, nationality, name or person (domain description section 5)."""

import re
from functools import lru_cache

from pydantic_core import PydanticCustomError

from loket_routing.domain.rule_set.country_names import is_country_code, is_country_name, names_a_country
from loket_routing.domain.rule_set.faults import RuleSetFault, RuleSetPlace, brief, fault
from loket_routing.domain.rule_set.frozen_model import refusal

NO_GROUND = "no-ground-for-a-route"

_PERSONAL = re.compile(
    r"countr|nation|citizen|burger|passport|paspoort|person|persoon|name|naam|namen|origin|herkomst|"
    r"\b(iso|land|landen)\b|land(en)?$|^partners?(?!-type$)"
)
_NL = (
    "een route rust nooit op een land, een nationaliteit, een naam of een persoon. "
    "Gebruik 'legal-regime': dat noemt de wet die het verschil maakt."
)
_EN = (
    "a route never rests on a country, a nationality, a name or a person. "
    "Use 'legal-regime': it names the law that makes the difference."
)


_OTHER_CODES = frozenset({"language", "needed-in-days"})


@lru_cache(maxsize=1024)
def is_personal(key: str) -> bool:
    """Return whether a key means a country, a nationality, a name or a person, in Dutch or English."""
    return _PERSONAL.search(re.sub(r"[\s_]", "-", key.casefold())) is not None


def refuse_key(key: str) -> PydanticCustomError:
    """Return the error that ``key`` can't be a condition; it names the alternative."""
    shown = brief(key)
    return refusal(NO_GROUND, f"'{shown}' kan geen voorwaarde zijn: {_NL}", f"'{shown}' can't be a condition: {_EN}")


def means_a_country(code: str, leaf: str | None = None) -> bool:
    """Return whether a code is a country code, or contains the name of a country or nationality.

    In a ``leaf`` of a condition ``nl`` is a language. The code of a legal regime may contain the name of its country,
    but that name alone is no regime.
    """
    if leaf in _OTHER_CODES:
        return False
    return is_country_code(code) or (is_country_name if leaf == "legal-regime" else names_a_country)(code)


def country_fault(place: RuleSetPlace, word: str) -> RuleSetFault:
    """Return the fault that ``word`` means a country or a nationality."""
    shown = brief(word)
    return fault(
        NO_GROUND,
        place,
        f"'{shown}' duidt een land of een nationaliteit aan: {_NL}",
        f"'{shown}' means a country or a nationality: {_EN}",
    )
