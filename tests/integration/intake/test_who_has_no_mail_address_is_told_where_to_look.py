"""No mail is promised to somebody whose account has no mail address."""

import pytest
from integration.intake.browser import signed_in, submit
from kit.intake_service import IntakeService

PROMISED, NONE = "U krijgt een e-mail met het kenmerk", "uw account heeft geen e-mailadres"


@pytest.mark.asyncio
@pytest.mark.parametrize(("name", "has_address"), [("asker", True), ("asker-without-mail", False)])
async def test_pages_promise_a_mail_only_where_one_can_come(desk: IntakeService, name: str, has_address: bool) -> None:
    browser = await signed_in(desk, name)
    browser.client.headers["Accept-Language"] = "nl"
    reference = await submit(browser)
    received, question = await browser.see(f"/vragen/{reference}/ontvangen"), await browser.see(f"/vragen/{reference}")
    assert (PROMISED in received, NONE in received, NONE in question) == (has_address, not has_address, not has_address)
    assert ("Mijn vragen" in received, "Kom terug naar deze pagina" in question) == (True, not has_address)
