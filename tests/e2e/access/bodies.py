"""What each writing call sends: what is stale, past, too long or out of state, so that nothing changes."""

from collections.abc import Mapping

from contract.access.matrix import Row
from e2e.questions import PHOTONICS

from loket_stack.scenarios.api_client import Json

STALE = 99
SEEN = {"routing": "revision"}
"""What a service calls the version that its caller saw, where that is not ``version``."""

_BODIES: dict[str, Json] = {
    "questions": {**PHOTONICS, "neededBy": "2020-01-01"},
    "question-transfers": {
        "institution": "https://ror.org/05vx0yt93",
        "email": "nobody@voorbeeldstad.example",
        "oldSubject": "nobody",
        "newSubject": "asker",
        "reason": "Op verzoek.",
    },
    "supplements": {"text": "Nog iets."},
    "withdrawal": {},
    "feedback": {"helpful": True},
    "assignments": {"assignee": "me", "version": STALE},
    "contribution-requests": {"department": "BZ", "version": STALE},
    "information-requests": {"text": "Wie betaalt?", "version": STALE},
    "notes": {"text": "Navragen."},
    "route": {"lead": "OCW", "contributors": ["BZ"], "reason": "Personeel.", "version": STALE},
    "priority": {"priority": "urgent", "reason": "Het is een incident.", "version": STALE},
    "draft": {"text": "Ons advies.", "version": STALE},
    "drafts": {"text": "Onze bijdrage.", "version": STALE},
    "submission": {},
    "return": {"remark": "Scherper graag.", "version": STALE},
    "acceptance": {"reason": "Nieuwe feiten.", "version": STALE},
    "refusal": {"reason": "Niet van ons.", "version": STALE},
    "rule-sets": {"basedOn": "1999.1"},
    "simulations": {"ruleSet": "1999.1"},
    "trials": {"topics": ["sanctions"], "text": "Mag dit?"},
    "replay": {"reason": "none-of-ours"},
    "drop": {"reason": "none-of-ours", "because": "Van niemand."},
    "reopening": {"reason": "Nieuwe feiten.", "version": STALE},
}
"""By the last part of the path."""

_NAMING = {"POST /v1/erasures", "POST /vastgelopen-berichten"}


def body_of(row: Row, names: Mapping[str, str]) -> Json:
    """Return what a call of the API sends about the thing that ``names`` give."""
    if row.path.endswith("/erasures"):
        return {"reference": names.get("reference", ""), "reason": "Op verzoek."}
    if "{letter_id}" in row.path:
        return {}
    body = _BODIES.get(row.path.rpartition("/")[2], {"version": STALE})
    return {SEEN.get(row.service, name) if name == "version" else name: value for name, value in body.items()}


def names_in_body(row: Row) -> bool:
    """True if the body names the subject of the call, and not the address."""
    return f"{row.method} {row.path}" in _NAMING
