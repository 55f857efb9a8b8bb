"""What the claims of a genuine token say of its holder, and what they must say."""

from typing import Any

import pytest

from loket_shared.identity.claims import UnusableClaimsError, principal_of
from loket_stack.identity.personas import MACHINE_PERSONAS, PERSONAS

ASKER: dict[str, Any] = {
    "sub": "a",
    "role": "asker",
    "email": "a@example.org",
    "institution": "https://ror.org/05vx0yt93",
}


@pytest.mark.parametrize(
    ("told", "verified"),
    [(True, True), (False, False), ("true", False), ("false", False), (1, False), ([], False)],
)
@pytest.mark.parametrize("default", [True, False])
def test_an_address_is_verified_where_the_provider_says_so(told: object, verified: bool, default: bool) -> None:
    claims = {**ASKER, "email_verified": told}
    assert principal_of(claims, email_verified_default=default).email_verified is verified


@pytest.mark.parametrize("default", [True, False])
def test_a_provider_that_never_says_is_taken_as_it_is_set(default: bool) -> None:
    assert principal_of(ASKER, email_verified_default=default).email_verified is default
    assert principal_of({**ASKER, "email_verified": None}, email_verified_default=default).email_verified is default


def test_no_address_is_none_that_was_verified() -> None:
    assert not principal_of({**ASKER, "email": None, "email_verified": True}).email_verified


@pytest.mark.parametrize("claim", ["name", "email", "clearance", "department", "client_id", "azp"])
def test_what_is_null_is_absent(claim: str) -> None:
    assert principal_of({**ASKER, claim: None}) == principal_of({**ASKER} | ({claim: ""} if claim == "email" else {}))


@pytest.mark.parametrize(
    "told",
    [
        "05vx0yt93",
        "05VX0YT93",
        "ror.org/05vx0yt93",
        "https://ror.org/05VX0YT93",
        "HTTPS://ROR.org/05vx0yt93/",
        "http://ror.org/05vx0yt93",
        " https://ror.org/05vx0yt93/ ",
        "https://www.ror.org/05vx0yt93",
    ],
)
def test_an_institution_is_one_however_it_is_written(told: str) -> None:
    assert principal_of({**ASKER, "institution": told}).institution == "https://ror.org/05vx0yt93"


def test_an_institution_that_is_not_listed_may_ask() -> None:
    assert principal_of({**ASKER, "institution": "02jbv0t02"}).institution == "https://ror.org/02jbv0t02"


@pytest.mark.parametrize(
    ("changes", "claim"),
    [
        ({"role": None}, "role"),
        ({"role": "emperor"}, "role"),
        ({"role": ["asker"]}, "role"),
        ({"sub": ""}, "sub"),
        ({"sub": "half\ud800"}, "sub"),
        ({"name": "half\udfff"}, "name"),
        ({"institution": None}, "institution"),
        ({"institution": "https://ror.org/05vx0yt94"}, "institution"),
        ({"institution": "Universiteit Voorbeeldstad"}, "institution"),
        ({"role": "expert"}, "department"),
        ({"name": 7}, "name"),
        ({"email": "a\0b"}, "email"),
    ],
)
def test_the_claim_that_is_missing_or_broken_is_named_without_its_value(changes: dict[str, Any], claim: str) -> None:
    with pytest.raises(UnusableClaimsError) as refused:
        principal_of({**ASKER, **changes})
    assert refused.value.claim == claim
    assert str(refused.value) == f"the claim {claim} cannot be used"


def test_the_provider_is_named() -> None:
    assert principal_of(ASKER, "the provider").issuer == "the provider"


def test_the_personas_have_verified_addresses() -> None:
    assert all(
        principal_of(dict(each.claims)).email_verified for each in (*PERSONAS.values(), *MACHINE_PERSONAS.values())
    )
