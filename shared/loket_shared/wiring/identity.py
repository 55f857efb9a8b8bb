"""Composes the identity of a service: the provider, the token verifier, the relying party and the sessions."""

from loket_shared.identity.identity import Identity
from loket_shared.identity.oidc_provider import OidcProvider
from loket_shared.identity.pending_forms import PendingForms
from loket_shared.identity.relying_party import RelyingParty
from loket_shared.identity.sessions import Sessions
from loket_shared.identity.token_verifier import OidcTokenVerifier, TokenVerifier
from loket_shared.service.runtime import Runtime


def identity_of(runtime: Runtime, verifier: TokenVerifier | None = None) -> Identity:
    """Return the identity of the service; ``verifier`` replaces the one that uses the provider's keys."""
    settings = runtime.settings
    provider = OidcProvider(
        settings.oidc_issuer,
        name=settings.issuer_name,
        email_verified_default=settings.oidc_email_verified_default,
    )
    return Identity(
        verifier=verifier or OidcTokenVerifier(provider, settings.audience, runtime.clock),
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
    """Return the service's OAuth client secret; a service without pages has no sign-in and no secret."""
    if not runtime.definition.pages:
        return ""
    return runtime.settings.oidc_client_secret_file.read_text(encoding="utf-8").strip()
