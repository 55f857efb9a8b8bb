"""Promises of the last release that are withdrawn on purpose, inside the same version.

Any change except an optional addition needs a new version, published beside the old one. That does not help if the old
version does harm for as long as it is published. Then the field is removed, and stays listed here with its reason until
the next release.
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
"""The reason for each withdrawal, by type and place."""
