"""What is different between two routes as a sentence, without a capital and a full stop."""

from collections.abc import Iterator
from datetime import date

from loket_routing.domain.naming import department_name, listed
from loket_routing.domain.wording.texts import filled, in_a_row
from loket_shared.contracts.shared_parts import RouteDifference
from loket_shared.contracts.texts import BilingualText

_LEAD = BilingualText(nl="{after} in plaats van {before} als penvoerder", en="{after} instead of {before} as lead")
_IN = BilingualText(nl="erbij {who}", en="with {who}")
_OUT = BilingualText(nl="zonder {who}", en="without {who}")


def difference_in_words(difference: RouteDifference, on: date) -> BilingualText:
    """Say who leads instead of whom, and who comes in and goes out, departments named as on the day ``on``."""
    return in_a_row(_clauses(difference, on), "; ")


def _clauses(difference: RouteDifference, on: date) -> Iterator[BilingualText]:
    leads = (
        {difference.lead_before, difference.lead_after} if difference.lead_before != difference.lead_after else set()
    )
    if leads:
        before, after = department_name(difference.lead_before, on), department_name(difference.lead_after, on)
        yield filled(_LEAD, before=before, after=after)
    for phrase, codes in ((_IN, difference.comes_in), (_OUT, difference.goes_out)):
        others = [department_name(code, on) for code in codes if code not in leads]
        if others:
            yield filled(phrase, who=listed(others))
