"""Turns the claims of a verified token into a principal."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from loket_shared.contracts import ror
from loket_shared.principal import Principal, Role

CLEARANCE = "covert-participation"

_HALVES = re.compile("[\ud800-\udfff]")

_NEEDED_BY_ROLE = {
    Role.ASKER: "institution",
    Role.COORDINATOR: "institution",
    Role.EXPERT: "department",
    Role.APPROVER: "department",
}


class UnusableClaimsError(Exception):
    """The token is valid, but its ``claim`` is missing or unusable, and the desk needs it."""

    def __init__(self, claim: str) -> None:
        super().__init__(f"the claim {claim} cannot be used")
        self.claim = claim


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _storable(value: str) -> str:
    """Refuse text that the database cannot store: NUL characters and lone surrogates."""
    if "\0" in value or _HALVES.search(value):
        raise ValueError("a claim holds what is no text")
    return value


ClaimText = Annotated[str, Field(max_length=500), AfterValidator(_storable)]


class _Claims(BaseModel):
    """``email_verified`` counts only as a JSON true or false (OpenID Connect Core 1.0, section 5.1)."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    sub: Annotated[ClaimText, Field(min_length=1)]
    role: Role
    name: ClaimText = ""
    email: ClaimText = ""
    email_verified: Any = None
    institution: ClaimText = ""
    department: ClaimText | None = None
    clearance: Annotated[tuple[ClaimText, ...], BeforeValidator(_as_tuple)] = ()
    client: ClaimText = Field(default="", validation_alias=AliasChoices("client_id", "azp"))


def principal_of(claims: dict[str, Any], issuer: str = "", *, email_verified_default: bool = False) -> Principal:
    """Return the principal in a verified token's ``claims``; a claim that is null is absent.

    ``issuer`` names the provider. ``email_verified_default`` is used if the token has no claim ``email_verified``.

    Raises:
        UnusableClaimsError: the role is unknown, or the role needs an institution (a ROR id) or a department that is
            missing.
    """
    try:
        read = _Claims.model_validate({name: value for name, value in claims.items() if value is not None})
    except ValidationError as error:
        raise UnusableClaimsError(str(error.errors()[0]["loc"][0])) from None
    known = {"institution": ror.canonical(read.institution), "department": read.department}
    needed = _NEEDED_BY_ROLE.get(read.role)
    if needed and not known[needed]:
        raise UnusableClaimsError(needed)
    verified = email_verified_default if read.email_verified is None else read.email_verified is True
    return Principal(
        subject=read.sub,
        name=read.name or read.sub,
        email=read.email,
        role=read.role,
        institution=known["institution"],
        department=read.department,
        cleared=CLEARANCE in read.clearance,
        client=read.client,
        machine=read.role is Role.SYSTEM,
        issuer=issuer,
        email_verified=bool(read.email) and verified,
    )
