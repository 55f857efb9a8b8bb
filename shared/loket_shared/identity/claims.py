"""From the claims of a verified token to a principal."""

from typing import Annotated, Any

from pydantic import AfterValidator, AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from loket_shared.identity.principal import Principal, Role

CLEARANCE = "covert-participation"

_NEEDED_BY_ROLE = {
    Role.ASKER: "institution",
    Role.COORDINATOR: "institution",
    Role.EXPERT: "department",
    Role.APPROVER: "department",
}


class UnusableClaims(Exception):
    """The token is genuine, but does not say what the desk must know of its holder."""


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _storable(value: str) -> str:
    if "\0" in value:
        raise ValueError("a claim holds a NUL character")
    return value


ClaimText = Annotated[str, Field(max_length=500), AfterValidator(_storable)]


class _Claims(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    sub: Annotated[ClaimText, Field(min_length=1)]
    role: Role
    name: ClaimText = ""
    email: ClaimText = ""
    institution: ClaimText | None = None
    department: ClaimText | None = None
    clearance: Annotated[tuple[ClaimText, ...], BeforeValidator(_as_tuple)] = ()
    client: ClaimText = Field(default="", validation_alias=AliasChoices("client_id", "azp"))


def principal_of(claims: dict[str, Any]) -> Principal:
    """Return the principal that a verified token's ``claims`` describe.

    Raises:
        UnusableClaims: the role is unknown, or the institution or department that the role needs is missing.
    """
    try:
        read = _Claims.model_validate(claims)
    except ValidationError as error:
        raise UnusableClaims(f"{error.error_count()} unusable claims") from None
    needed = _NEEDED_BY_ROLE.get(read.role)
    if needed and not getattr(read, needed):
        raise UnusableClaims(f"the role {read.role} needs the claim {needed}")
    return Principal(
        subject=read.sub,
        name=read.name or read.sub,
        email=read.email,
        role=read.role,
        institution=read.institution,
        department=read.department,
        cleared=CLEARANCE in read.clearance,
        client=read.client,
        machine=read.role is Role.SYSTEM,
    )
