"""What a person reads when everything is ready."""

from loket_stack.state import StackState

_DOORS = (
    ("intake", "ask a question, follow it, read the answer"),
    ("backoffice", "the work place of the front office and the departments"),
    ("routing", "the rules that decide who reads a question, and why"),
    ("identity", "the personas"),
    ("mail", "every mail that was sent"),
)
_PERSONAS = (
    "asker, colleague, coordinator (Universiteit Voorbeeldstad)",
    "other-asker, other-coordinator (Hogeschool Voorbeeldland)",
    "front-office (cleared), front-office-2, front-office-3",
    "expert-DEP and approver-DEP, for DEP in ocw ezk bz lnv nctv aivd mivd",
    "operator, rule-owner, rule-approver, auditor",
)


def welcome(state: StackState) -> str:
    """Return the addresses, the personas and what to do next."""
    doors = [f"  {state.parts[part].facts['url']:32} {what}" for part, what in _DOORS]
    lines = ["The Loket is up.", "", *doors, "", "Sign in as one of these by a click, there is no password:"]
    lines += [f"  {persona}" for persona in _PERSONAS]
    lines += ["", "Next: ./loket demo plays a question from form to answer; ./loket down stops everything."]
    return "\n".join(lines) + "\n"
