"""A browser without scripts: it signs in by a click on a persona, keeps cookies, and sends forms with their proof."""

import re
from collections.abc import Mapping
from html import unescape

import httpx

_CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')

Form = Mapping[str, str]


class Browser:
    """Somebody's browser; of ``persona``, or where that is None of a stranger, who signs in nowhere."""

    def __init__(self, persona: str | None, transport: httpx.BaseTransport) -> None:
        self._persona, self._transport = persona, transport
        self._http = httpx.Client(transport=transport, timeout=20)
        self._proofs: dict[str, str] = {}

    def proof(self, site: str) -> str:
        """Return what proves that a form stands on a page of ``site``, signing in there first where that is needed."""
        if self._persona and site not in self._proofs:
            self._proofs[site] = self._sign_in(site, self._persona)
        return self._proofs.get(site, "")

    def get(self, site: str, path: str) -> httpx.Response:
        """Open the page at ``path`` of the service at ``site``."""
        self.proof(site)
        return self._http.get(f"{site}{path}")

    def post(self, site: str, path: str, form: Form) -> httpx.Response:
        """Send ``form`` as if it stood on a page of ``site``."""
        proof = self.proof(site)
        answer = self._http.post(f"{site}{path}", data={"csrf_token": proof, **form}, headers={"Origin": site})
        if path == "/logout":
            self._proofs.pop(site, None)
        return answer

    def forge(self, site: str, path: str, form: Form, headers: Mapping[str, str]) -> httpx.Response:
        """Send ``form`` as a page elsewhere can make this browser do; cookies that come of it are not kept."""
        self.proof(site)
        misled = httpx.Client(transport=self._transport, cookies=self._http.cookies, timeout=20)
        return misled.post(f"{site}{path}", data=form, headers=headers)

    def _sign_in(self, site: str, persona: str) -> str:
        page = self._http.get(f"{site}/login", follow_redirects=True)
        if not str(page.url).startswith(site):
            page = self._http.post(page.url, data={"persona": persona}, follow_redirects=True)
        proof = _CSRF.search(page.text)
        assert proof, f"{persona} is not signed in at {page.url}"
        return unescape(proof[1])
