"""The difference between two routes as a sentence, without a capital and a full stop."""

from collections.abc import Iterator
from datetime import date

from loket_routing.domain.bilingual import join_texts
from loket_routing.domain.departments import department_name
from loket_routing.domain.presentation.bilingual import concatenate, fill
from loket_shared.contracts.shared_parts import RouteDifference
from loket_shared.contracts.texts import BilingualText

_LEAD = BilingualText(nl="{after} in plaats van {before} als penvoerder", en="{after} instead of {before} as lead")
_IN = BilingualText(nl="erbij {who}", en="with {who}")
_OUT = BilingualText(nl="zonder {who}", en="without {who}")


def describe_route_change(difference: RouteDifference, on: date) -> BilingualText:
    """Describe the new lead and the contributors that were added or removed, named as on the day ``on``."""
    return concatenate(_clauses(difference, on), "; ")


def _clauses(difference: RouteDifference, on: date) -> Iterator[BilingualText]:
    leads = (
        {difference.lead_before, difference.lead_after} if difference.lead_before != difference.lead_after else set()
    )
    if leads:
        before, after = department_name(difference.lead_before, on), department_name(difference.lead_after, on)
        yield fill(_LEAD, before=before, after=after)
    for phrase, codes in ((_IN, difference.comes_in), (_OUT, difference.goes_out)):
        others = [department_name(code, on) for code in codes if code not in leads]
        if others:
            yield fill(phrase, who=join_texts(others))
