"""What each form sends: what is stale, too long or out of state, so that nothing changes."""

from collections.abc import Mapping

from contract.access.matrix import Row
from e2e.access.bodies import SEEN, STALE
from e2e.browser import Form

_OF_QUESTION: Mapping[str, Form] = {
    "reply": {"text": ""},
    "consent": {},
    "withdraw": {"reason": "Het gaat niet door."},
    "judge": {"helpful": "true"},
}
"""The asker's: a reply without words, and what comes too late for a question that was withdrawn."""

_OF_WORK: Mapping[str, Form] = {
    "assign": {"assignee": "me"},
    "ask-department": {"department": "BZ"},
    "ask-asker": {"text": "Wie betaalt?"},
    "note": {"text": "Navragen."},
    "route": {"lead": "OCW", "contributors": "BZ", "reason": "Personeel."},
    "make-urgent": {"reason": "Het is een incident."},
    "refuse-proposal": {"reason": "Blijft zo."},
    "write-answer": {"text": "Ons advies."},
    "return-answer": {"remark": "Scherper graag."},
    "reopen": {"reason": "Nieuwe feiten."},
    "write": {"text": "Onze bijdrage."},
    "return": {"remark": "Scherper graag."},
    "decline": {"reason": "Niet van ons."},
}
"""The desk's and the departments', whose fields stand on the page under the name of the act."""

_UNDER = {"submit-answer": "write-answer", "submit": "write", "accept-proposal": "refuse-proposal"}
"""A second button under the fields of another act."""

_EDITED: Form = {"act": "save", "revision": str(STALE)}
"""What is sent to change a part of a rule set: nothing else, so what must be filled in is not."""

_OTHERS: Mapping[str, Form] = {
    "/regelsets": {"basedOn": "1999.1"},
    "/regelsets/{version}/terugzetten": {
        "act": "restore",
        "restore-reason": "Terug graag.",
        "restore-revision": str(STALE),
    },
    "/simulaties": {"ruleSet": "1999.1"},
    "/concepten/{draft_id}/{slug}": {"subject": "x" * 201},
    "/backchannel-logout": {"logout_token": "none"},
}


def form_of(row: Row, names: Mapping[str, str]) -> Form:
    """Return what the form of ``row`` sends about the thing that ``names`` give."""
    if not row.act:
        return _OTHERS.get(row.path, _EDITED if row.service == "routing" else {})
    if row.path == "/vastgelopen-berichten":
        return {"act": row.act, "letter": names["id"], "because": "Van niemand.", "confirmed": "true"}
    if row.act in _OF_QUESTION:
        return {"act": row.act, **_OF_QUESTION[row.act]}
    group = _UNDER.get(row.act, row.act)
    fields = {**_OF_WORK.get(group, {}), SEEN.get(row.service, "version"): str(STALE)}
    return {"act": row.act, **{f"{group}-{name}": value for name, value in fields.items()}}
