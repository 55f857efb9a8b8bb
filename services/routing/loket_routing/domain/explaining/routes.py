"""A route in words, its departments called as they were on a day."""

from datetime import date

from loket_routing.domain.departments import front_office
from loket_routing.domain.naming import department_name, listed
from loket_shared.contracts.shared_parts import Route
from loket_shared.contracts.texts import BilingualText

_FRONT_OFFICE_ALONE = BilingualText(
    nl="het loket behandelt de vraag zelf", en="the front office handles the question without departments"
)


def route_in_words(route: Route, day: date) -> BilingualText:
    """Say who leads and who contributes, without a capital and a full stop."""
    if route.lead == front_office():
        return _FRONT_OFFICE_ALONE
    lead = department_name(route.lead, day)
    if not route.contributors:
        return BilingualText(nl=f"{lead.nl} behandelt de vraag", en=f"{lead.en} handles the question")
    others = listed(department_name(code, day) for code in route.contributors)
    nl, en = ("denkt", "contributes") if len(route.contributors) == 1 else ("denken", "contribute")
    return BilingualText(nl=f"{lead.nl} leidt, en {others.nl} {nl} mee", en=f"{lead.en} leads, and {others.en} {en}")
