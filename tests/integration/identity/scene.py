"""A service, an identity provider and browsers, all in one process."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import httpx
from kit.service import sample_service
from kit.settings import ADDRESS, ISSUER, SECRET

from loket_shared.db.database import Database
from loket_shared.identity.identity import Identity
from loket_shared.identity.oidc_provider import OidcProvider
from loket_shared.identity.tokens import OidcTokenVerifier
from loket_shared.observability.clock import FixedClock, SystemClock
from loket_shared.wiring.app import create_app
from loket_stack.identity.app import create_identity_provider
from loket_stack.identity.clients import CODE, COMMAND_LINE, CREDENTIALS, Client, Clients
from loket_stack.identity.tokens import Issuer, signing_key

SAMPLE = Client(
    client_id="loket-sample",
    client_secret=SECRET,
    grant_types=(CODE,),
    redirect_uris=(f"{ADDRESS}/callback",),
    post_logout_redirect_uris=(f"{ADDRESS}/",),
    backchannel_logout_uri=f"{ADDRESS}/backchannel-logout",
)
PORTAL = Client(client_id="university-portal", client_secret="portal", grant_types=(CREDENTIALS,))


class Network(httpx.AsyncBaseTransport):
    """Brings each request to the application that has its host."""

    def __init__(self) -> None:
        self.hosts: dict[str, httpx.ASGITransport] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self.hosts[request.url.host].handle_async_request(request)


class Scene:
    """Tokens live by the real time; sessions live by ``clock``, which the test sets."""

    def __init__(self, database: Database, keys: Path) -> None:
        self.network = Network()
        self.issuer = Issuer(ISSUER, signing_key(keys))
        clients = Clients(COMMAND_LINE, SAMPLE, PORTAL)
        self.provider = create_identity_provider(self.issuer, clients, self.network)
        self.database = database
        self.clock: FixedClock = FixedClock(SystemClock().now())
        self.app = create_app(sample_service(database, clock=self.clock).runtime)
        self._connect(OidcProvider(ISSUER, self.network))
        self.network.hosts["sample.example"] = httpx.ASGITransport(self.app)
        self.network.hosts["identity.example"] = httpx.ASGITransport(self.provider)

    def browser(self) -> "Browser":
        return Browser(self.network)

    def _connect(self, provider: OidcProvider) -> None:
        identity: Identity = self.app.state.identity
        self.app.state.identity = replace(
            identity,
            verifier=OidcTokenVerifier(provider, "loket", SystemClock()),
            relying_party=replace(identity.relying_party, provider=provider, clock=SystemClock()),
        )


class Browser(httpx.AsyncClient):
    """Keeps cookies and follows redirects; says of its forms that they stand on the page itself."""

    def __init__(self, network: Network) -> None:
        super().__init__(transport=network, base_url=ADDRESS, follow_redirects=True)

    async def sign_in(self, persona: str, path: str = "/form") -> httpx.Response:
        """Open a page that needs a sign-in, and choose ``persona``."""
        return await self.choose(await self.get(path), persona)

    async def choose(self, asked: httpx.Response, persona: str) -> httpx.Response:
        """Click ``persona`` on the page of the provider."""
        assert asked.url.host == "identity.example", "the provider asks who it is"
        return await self.post(asked.url, data={"persona": persona})

    async def send_form(
        self, page: httpx.Response, action: str, accept: str = "*/*", /, **fields: str | list[str]
    ) -> httpx.Response:
        """Send a form that stands on ``page``."""
        data = {"csrf_token": csrf_token(page), **fields}
        headers = {"Origin": ADDRESS, "Sec-Fetch-Site": "same-origin", "Accept": accept}
        return await self.post(action, data=data, headers=headers)


def csrf_token(page: httpx.Response) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert found, "the page has a form"
    return unescape(found[1])
