"""Who asks in the tests, and what they ask."""

from typing import Any

from loket_shared.identity.token_verifier import InvalidTokenError
from loket_shared.principal import Principal, Role

CITY = "https://ror.org/05vx0yt93"
ISSUER = "http://identity.example"
COUNTRY = "https://ror.org/0h0gesc46"


def person(name: str, role: Role, institution: str | None = None, **more: Any) -> Principal:
    """Return somebody who signed in."""
    usual = {"email": f"{name}@example.org", "email_verified": True, "client": "loket-cli", "issuer": ISSUER}
    return Principal(name, name.title(), role=role, institution=institution, **{**usual, **more})


def client(name: str, institution: str | None = None, subject: str | None = None) -> Principal:
    """Return a machine client."""
    return Principal(
        subject or name, name.title(), "", Role.SYSTEM, institution, client=name, machine=True, issuer=ISSUER
    )


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
    "university-portal": client("university-portal", CITY),
    "partner-system": client("partner-system"),
    "client-called-asker": client("client-called-asker", CITY, subject="asker"),
    "asker-elsewhere": person("asker-elsewhere", Role.ASKER, CITY, issuer="http://another.example"),
    "asker-without-mail": person("asker-without-mail", Role.ASKER, CITY, email="", email_verified=False),
    "asker-anew": person("asker-anew", Role.ASKER, CITY, email="Asker@example.org"),
    "asker-unverified": person("asker-unverified", Role.ASKER, CITY, email="asker@example.org", email_verified=False),
    "look-alike": person("look-alike", Role.ASKER, CITY, email="a\u017fker@example.org"),
    "asker-at-another": person("asker-at-another", Role.ASKER, COUNTRY, email="asker@example.org"),
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
            raise InvalidTokenError(token)
        return PEOPLE[token]
