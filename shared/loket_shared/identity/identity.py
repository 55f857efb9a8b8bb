"""The parts with which a service authenticates people and clients."""

from dataclasses import dataclass

from loket_shared.identity.pending_forms import PendingForms
from loket_shared.identity.relying_party import RelyingParty
from loket_shared.identity.sessions import Sessions
from loket_shared.identity.tokens import TokenVerifier


@dataclass(frozen=True)
class Identity:
    """Verification of bearer tokens; sign-in, sessions and pending forms of the pages."""

    verifier: TokenVerifier
    relying_party: RelyingParty
    sessions: Sessions
    stash: PendingForms
    cookie: str
    secure: bool
