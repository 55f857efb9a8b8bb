"""Why a record became a dead letter is told in words, to the operator and on the command line."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import loket_shared
from loket_shared.bus.dead_letters.reasons import code_of_failure, describe_reason
from loket_shared.envelope import AuthenticityError
from loket_shared.failures import PermanentError

OTHER = describe_reason("failed")


def kinds(kind: type[PermanentError]) -> Iterator[type[PermanentError]]:
    """Yield the failures of the shared library under ``kind``, those without others under them."""
    for module in pkgutil.walk_packages(loket_shared.__path__, "loket_shared."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    below = [each for each in kind.__subclasses__() if each.__module__.startswith("loket_shared.")]
    for each in below:
        yield from kinds(each) if each.__subclasses__() else [each]


@pytest.mark.parametrize("kind", sorted(set(kinds(PermanentError)), key=str))
def test_each_failure_of_the_bus_has_words_of_its_own(kind: type[PermanentError]) -> None:
    assert describe_reason(code_of_failure(kind)) != OTHER
    others = {describe_reason(code_of_failure(each)).nl for each in kinds(PermanentError) if each is not kind}
    assert describe_reason(code_of_failure(kind)).nl not in others


def test_what_is_refused_is_told_apart_by_why() -> None:
    codes = {code_of_failure(kind) for kind in kinds(AuthenticityError)}
    assert codes == {
        "missing-signature",
        "invalid-signature",
        "unknown-signing-key",
        "revoked-signing-key",
        "wrong-producer",
    }


def test_a_service_s_own_code_says_that_it_could_not_handle_the_record() -> None:
    assert describe_reason("unknown-question") == OTHER
