"""What changed between two routes."""

from loket_shared.contracts.shared_parts import Route, RouteDifference


def difference(before: Route, after: Route) -> RouteDifference:
    """Return who comes in and who goes out, and lead and priority before and after."""
    there, here = frozenset((before.lead, *before.contributors)), frozenset((after.lead, *after.contributors))
    return RouteDifference(
        comes_in=tuple(sorted(here - there)),
        goes_out=tuple(sorted(there - here)),
        lead_before=before.lead,
        lead_after=after.lead,
        priority_before=before.priority,
        priority_after=after.priority,
    )
