"""What the last release promised and is taken back on purpose, inside the same version.

The rule for anything but an optional addition is a new version, published beside the old one. It does
not serve where the old one does harm for as long as it is published: then the field goes, and stands
here with its reason until the next release is made the promise.
"""

from collections.abc import Mapping
from types import MappingProxyType

_MOMENT = "led from a contribution request to its question, where the same moment stands in the clear; it is sealed now"

WITHDRAWN: Mapping[str, str] = MappingProxyType(
    {
        "nl.kennisveiligheid.contributions.requested.v1: data.requestedAt": _MOMENT,
        "nl.kennisveiligheid.contributions.released.v1: data.releasedAt": _MOMENT,
        "nl.kennisveiligheid.contributions.declined.v1: data.declinedAt": _MOMENT,
        "nl.kennisveiligheid.notifications.delivered.v1: data.deliveredAt": f"about a request it {_MOMENT}",
        "nl.kennisveiligheid.notifications.failed.v1: data.failedAt": f"about a request it {_MOMENT}",
    }
)
"""Why each is no longer promised, by type and place."""
