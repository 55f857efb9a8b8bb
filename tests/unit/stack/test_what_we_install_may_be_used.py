"""Licences: what is pinned may be used in a work under the EUPL-1.2, and what may not is found."""

import pytest

from loket_stack import checks


def test_everything_pinned_is_acceptable() -> None:
    assert list(checks.unacceptable_licences()) == []


@pytest.mark.parametrize(
    ("licence", "found"),
    [
        ("MIT", False),
        ("Apache-2.0 OR BSD-3-Clause", False),
        ("GNU Lesser General Public License v2 or later (LGPLv2+)", False),
        ("GNU Affero General Public License v3", True),
        ("Business Source Licence", True),
        ("", True),
    ],
)
def test_a_licence_we_do_not_accept_is_found(licence: str, found: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_python_packages", lambda: iter([("sample", licence)]))
    assert bool([line for line in checks.unacceptable_licences() if line.startswith("sample:")]) is found
