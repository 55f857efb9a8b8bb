"""What is kept for a browser opens with its token, for its purpose, and with nothing else."""

import pytest

from loket_shared.identity.relying_party import SignInState
from loket_shared.identity.sealed_cookie import BadCookieError, id_of, new_token, seal, unseal
from loket_shared.identity.sessions import Session
from loket_shared.principal import Principal, Role

SOMEBODY = Principal("asker", "Indiener", "asker@x.example", Role.ASKER)


def test_only_the_token_and_the_purpose_open_it() -> None:
    token = new_token()
    sealed = seal(token, "session", b"words")
    assert unseal(token, "session", sealed) == b"words"
    for other, purpose, data in [
        (new_token(), "session", sealed),
        (token, "form", sealed),
        (token, "session", sealed[:-1]),
        (token, "session", b""),
    ]:
        with pytest.raises(BadCookieError):
            unseal(other, purpose, data)


def test_the_id_does_not_tell_the_token() -> None:
    token = new_token()
    assert token.encode() not in id_of(token)
    assert id_of(token) != id_of(new_token())


def test_an_attempt_survives_its_cookie_and_no_other() -> None:
    attempt = SignInState(return_to="/form")
    cookie = attempt.sealed("secret")
    assert SignInState.unsealed(cookie, "secret") == attempt
    assert SignInState.unsealed(cookie, "another") is None
    assert SignInState.unsealed("nonsense é", "secret") is None
    assert SignInState.unsealed("", "secret") is None


def test_a_session_takes_forms_of_its_own_only() -> None:
    session, other = (Session(new_token(), SOMEBODY, live=True) for _ in range(2))
    assert session.accepts(session.csrf_token)
    assert not session.accepts(other.csrf_token)
    assert not session.accepts("")
    assert not session.accepts("é\ud800")
