"""The personas: roles, not people, at two invented institutions and at the departments.

Everything here is demonstration data.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

DEPARTMENTS = ("OCW", "EZK", "BZ", "LNV", "NCTV", "AIVD", "MIVD")
CLEARANCE = "covert-participation"


@dataclass(frozen=True)
class Institution:
    """A knowledge institution that does not exist; its ROR id has valid check digits."""

    ror_id: str
    name: str
    domain: str


VOORBEELDSTAD = Institution("https://ror.org/05vx0yt93", "Universiteit Voorbeeldstad", "voorbeeldstad.example")
VOORBEELDLAND = Institution("https://ror.org/0h0gesc46", "Hogeschool Voorbeeldland", "voorbeeldland.example")


@dataclass(frozen=True)
class Persona:
    """A person to sign in as by a click, or a machine client; ``name`` is the displayed role."""

    id: str
    name: str
    role: str
    domain: str
    institution: Institution | None = None
    department: str | None = None
    cleared: bool = False

    @property
    def claims(self) -> Mapping[str, Any]:
        """The claims about the persona in its tokens."""
        claims = {
            "sub": self.id,
            "name": self.name,
            "email": f"{self.id}@{self.domain}",
            "email_verified": True,
            "role": self.role,
            "institution": self.institution.ror_id if self.institution else None,
            "department": self.department,
            "clearance": [CLEARANCE] if self.cleared else None,
        }
        return {name: value for name, value in claims.items() if value is not None}


@dataclass(frozen=True)
class Group:
    """A group of personas on the page."""

    name: str
    about: str
    personas: tuple[Persona, ...]


def _at(institution: Institution, *entries: tuple[str, str, str]) -> Group:
    personas = tuple(Persona(id_, name, role, institution.domain, institution) for id_, name, role in entries)
    return Group(institution.name, "Kennisinstelling (verzonnen)", personas)


def _officer(number: str, cleared: bool) -> Persona:
    name = f"Loketmedewerker{number.replace('-', ' ')}{' (gemachtigd)' if cleared else ''}"
    return Persona(f"front-office{number}", name, "front-office", "rvo.example", department="RVO", cleared=cleared)


def _department(code: str) -> tuple[Persona, ...]:
    low = code.lower()
    return (
        Persona(f"expert-{low}", f"Behandelaar {code}", "expert", f"{low}.example", department=code),
        Persona(f"approver-{low}", f"Accordeur {code}", "approver", f"{low}.example", department=code),
    )


GROUPS = (
    _at(
        VOORBEELDSTAD,
        ("asker", "Indiener", "asker"),
        ("colleague", "Collega van de indiener", "asker"),
        ("coordinator", "Coördinator kennisveiligheid", "coordinator"),
    ),
    _at(
        VOORBEELDLAND,
        ("other-asker", "Indiener bij de hogeschool", "asker"),
        ("other-coordinator", "Coördinator bij de hogeschool", "coordinator"),
    ),
    Group("RVO", "Frontoffice", (_officer("", True), _officer("-2", False), _officer("-3", False))),
    Group(
        "Departementen",
        "Behandelaars en accordeurs",
        tuple(persona for code in DEPARTMENTS for persona in _department(code)),
    ),
    Group(
        "Beheer",
        "Dienstverlening, regels en toezicht",
        (
            Persona("operator", "Regisseur", "operator", "rvo.example"),
            Persona("rule-owner", "Regelbeheerder", "rule-owner", "rvo.example"),
            Persona("rule-approver", "Tweede regelbeheerder", "rule-owner", "rvo.example"),
            Persona("auditor", "Auditor", "auditor", "rvo.example"),
        ),
    ),
)

MACHINES = (
    Persona("university-portal", "Universiteitsportaal", "system", VOORBEELDSTAD.domain, VOORBEELDSTAD),
    Persona("partner-system", "Partnersysteem", "system", "partner.example"),
)

PERSONAS: Mapping[str, Persona] = {persona.id: persona for group in GROUPS for persona in group.personas}
MACHINE_PERSONAS: Mapping[str, Persona] = {persona.id: persona for persona in MACHINES}
