"""After sign-in a browser goes to a page of this service, whatever it was told."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from loket_shared.identity.session_auth import local_path

HERE = "http://loket.example"


@given(st.text(alphabet=st.sampled_from("/\\.:@?#&ahtps \t\r\n\x00é"), max_size=20))
@example("//evil.example")
@example("/\t/evil.example")
@example("/\\evil.example")
def test_no_text_leads_elsewhere(wanted: str) -> None:
    assert urlsplit(urljoin(HERE, local_path(wanted))).netloc == "loket.example"
    assert "\\" not in local_path(wanted)


@pytest.mark.parametrize("wanted", ["/", "/vragen/KV-2026-000123", "/vragen?stand=open&taal=en"])
def test_our_own_pages_are_kept(wanted: str) -> None:
    assert local_path(wanted) == wanted
