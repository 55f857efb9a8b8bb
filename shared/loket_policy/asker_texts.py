"""What an asker is told of who looks at the question; more than one service says it, in the same words."""

from loket_shared.contracts.texts import BilingualText

LOOKED_AT_BY_MINISTRIES = BilingualText(
    nl="Uw vraag wordt bekeken door de betrokken ministeries.",
    en="Your question is looked at by the ministries concerned.",
)
"""Never which services take part (design section 5)."""
