"""What one service needs to know who somebody is, composed once."""

from dataclasses import dataclass

from loket_shared.identity.oidc_provider import OidcProvider
from loket_shared.identity.pending_forms import PendingForms
from loket_shared.identity.relying_party import RelyingParty
from loket_shared.identity.sessions import Sessions
from loket_shared.identity.token_verifier import TokenVerifier, Verifier
from loket_shared.service.runtime import Runtime


@dataclass(frozen=True)
class Identity:
    """Verification of bearer tokens; sign-in, sessions and stashed forms of the pages."""

    verifier: Verifier
    relying_party: RelyingParty
    sessions: Sessions
    stash: PendingForms
    cookie: str
    secure: bool

    @classmethod
    def of(cls, runtime: Runtime, verifier: Verifier | None = None) -> "Identity":
        """Compose the identity of the service that ``runtime`` runs."""
        settings = runtime.settings
        provider = OidcProvider(
            settings.oidc_issuer,
            name=settings.issuer_name,
            email_verified_default=settings.oidc_email_verified_default,
        )
        return cls(
            verifier=verifier or TokenVerifier(provider, settings.audience, runtime.clock),
            relying_party=RelyingParty(
                provider,
                runtime.clock,
                settings.oidc_client_id,
                _client_secret(runtime),
                settings.public_url,
            ),
            sessions=Sessions(runtime.database, runtime.clock, runtime.vault.pseudonym),
            stash=PendingForms(runtime.database, runtime.clock),
            cookie=f"loket_{runtime.definition.name}",
            secure=settings.public_url.startswith("https://"),
        )


def _client_secret(runtime: Runtime) -> str:
    """Return the secret of the service as a client; a service without pages signs nobody in and needs none."""
    if not runtime.definition.pages:
        return ""
    return runtime.settings.oidc_client_secret_file.read_text(encoding="utf-8").strip()
