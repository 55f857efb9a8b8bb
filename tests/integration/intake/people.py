"""Who asks in the tests, and what they ask."""

from typing import Any

from loket_shared.identity.principal import Principal, Role
from loket_shared.identity.verifier import InvalidToken

CITY = "https://ror.org/05vx0yt93"
COUNTRY = "https://ror.org/0h0gesc46"


def person(name: str, role: Role, institution: str | None = None, **more: Any) -> Principal:
    """Return somebody who signed in."""
    return Principal(name, name.title(), f"{name}@example.org", role, institution, client="loket-cli", **more)


PEOPLE = {
    "asker": person("asker", Role.ASKER, CITY),
    "colleague": person("colleague", Role.ASKER, CITY),
    "coordinator": person("coordinator", Role.COORDINATOR, CITY),
    "other-asker": person("other-asker", Role.ASKER, COUNTRY),
    "other-coordinator": person("other-coordinator", Role.COORDINATOR, COUNTRY),
    "front-office": person("front-office", Role.FRONT_OFFICE, cleared=True),
    "expert-ezk": person("expert-ezk", Role.EXPERT, department="EZK"),
    "operator": person("operator", Role.OPERATOR),
    "auditor": person("auditor", Role.AUDITOR),
    "university-portal": Principal(
        "university-portal", "Portal", "", Role.SYSTEM, CITY, client="university-portal", machine=True
    ),
    "partner-system": Principal("partner-system", "Partner", "", Role.SYSTEM, client="partner-system", machine=True),
}

QUESTION: dict[str, Any] = {
    "kind": "question",
    "topics": ["collaboration-institution"],
    "subject": "Samenwerking in fotonica",
    "description": "Een universiteit vraagt toegang tot onze cleanroom.",
    "fields": ["photonics"],
    "countries": ["CN"],
    "partners": [{"name": "Technische universiteit", "type": "university", "country": "CN"}],
    "consentToShare": True,
}


class Names:
    """Takes a persona's name for its token."""

    async def verify(self, token: str) -> Principal:
        """Return the persona.

        Raises:
            InvalidToken: nobody has this name.
        """
        if token not in PEOPLE:
            raise InvalidToken(token)
        return PEOPLE[token]
