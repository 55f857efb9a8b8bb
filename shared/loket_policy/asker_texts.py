"""Sentences for the asker that more than one service shows."""

from loket_shared.contracts.texts import BilingualText

LOOKED_AT_BY_MINISTRIES = BilingualText(
    nl="Uw vraag wordt bekeken door de betrokken ministeries.",
    en="Your question is looked at by the ministries concerned.",
)
"""Never names the departments that take part (design section 5)."""
