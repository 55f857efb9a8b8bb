"""A form without its session's proof, or from another site, does nothing, even for whoever may send it."""

from collections.abc import Mapping

import pytest
from contract.access.matrix import NOBODY, Row, rows
from e2e.access.scene import Answer, Scene

FORMS = {
    row.name: row for row in rows() if row.is_page and row.method == "POST" and row.status(NOBODY) not in (308, 400)
}
"""All but what the identity provider sends by itself, with a token of its own, and what only leads on."""

FOREIGN: Mapping[str, Mapping[str, str]] = {
    "another site": {"Origin": "https://elders.example"},
    "no site that is told": {"Origin": "null"},
    "another port of this machine": {"Origin": "http://127.0.0.1:1"},
    "a script elsewhere": {"Sec-Fetch-Site": "cross-site"},
    "a neighbouring site": {"Sec-Fetch-Site": "same-site"},
}

ANOTHER = "auditor"
"""Whose session proves nothing of anybody else's."""


def forged(scene: Scene, row: Row, sender: str, proof: str | None, headers: Mapping[str, str]) -> int:
    """Return the status that a forged form gets from ``sender``'s browser, with ``proof`` in it if there is one."""
    address, form = scene.address_and_form(row)
    sent = form if proof is None else {**form, "csrf_token": proof}
    return Answer.of(scene.browser(sender).forge(scene.site(row.service), address, sent, headers)).status


@pytest.mark.parametrize("row", FORMS.values(), ids=FORMS.keys())
def test_a_form_from_elsewhere_or_without_its_proof_is_refused(scene: Scene, row: Row) -> None:
    sender = next(reader for reader in row.expected if reader != NOBODY)
    site = scene.site(row.service)
    proof = scene.browser(sender).proof(site)
    foreign = {name: forged(scene, row, sender, proof, headers) for name, headers in FOREIGN.items()}
    assert foreign == dict.fromkeys(FOREIGN, 403)
    wrong = {"none": None, "empty": "", "of another": scene.browser(ANOTHER).proof(site)}
    unproven = {name: forged(scene, row, sender, told, {"Origin": site}) for name, told in wrong.items()}
    assert unproven == dict.fromkeys(wrong, 401)
