"""An API with one of everything."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import (
    ConflictError,
    ErasedError,
    ForbiddenError,
    IdempotencyKeyReusedError,
    NotFoundError,
    PreconditionFailedError,
    TooManyRequestsError,
    VaultUnreachableError,
)
from loket_shared.http.paging import Page, PageRequest, page_of
from loket_shared.http.route_rules import LONG_TEXTS_BYTES
from loket_shared.identity.tokens import CurrentPrincipal

router = APIRouter(prefix="/v1")

TEXT = BilingualText(nl="Dat kan nu niet.", en="That is not possible now.")
FAILURES: dict[str, Exception] = {
    "not-found": NotFoundError(),
    "erased": ErasedError(),
    "conflict": ConflictError("closed", TEXT, {"version": 3}),
    "stale": PreconditionFailedError("stale", TEXT, {"version": 4}),
    "forbidden": ForbiddenError("not-yours", TEXT),
    "reused": IdempotencyKeyReusedError(),
    "often": TooManyRequestsError(7),
    "away": VaultUnreachableError("the vault is away: secret words"),
    "bug": RuntimeError("secret words"),
}


class Part(WireModel):
    """A part of a thing."""

    name: str = Field(max_length=5)
    kind: Literal["round", "square"]


class Thing(WireModel):
    """A thing."""

    subject: Annotated[str, Field(min_length=1, max_length=20)]
    needed_by: date | None = None
    parts: tuple[Part, ...] = ()
    answers: dict[str, str] = Field(default_factory=dict)


@router.post("/things", status_code=201)
async def add_thing(thing: Thing, principal: CurrentPrincipal) -> Thing:
    """Take a thing."""
    return thing


@router.post("/long-things", status_code=201, max_body_size=LONG_TEXTS_BYTES)
async def add_long_thing(thing: Thing, principal: CurrentPrincipal) -> Thing:
    """Take a thing that may be large."""
    return thing


@router.get("/things/{name}")
async def read_thing(name: str, principal: CurrentPrincipal) -> Thing:
    """There are no things."""
    raise NotFoundError


@router.get("/numbers")
async def numbers(page: Annotated[PageRequest, page_of(int)]) -> Page[int]:
    """List the numbers below a hundred."""
    start = int(page.after[0]) + 1 if page.after else 0
    found = list(range(start, min(100, start + page.limit + 1)))
    return Page(items=tuple(found[: page.limit]), next=page.next_cursor([(number,) for number in found]))


@router.get("/failures/{kind}")
async def fail(kind: str) -> None:
    """Fail."""
    raise FAILURES[kind]
