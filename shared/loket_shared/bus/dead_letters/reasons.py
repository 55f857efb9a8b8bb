"""The reason code of a dead letter, and its meaning in Dutch and English."""

import re
from collections.abc import Mapping

from loket_shared.contracts.texts import BilingualText
from loket_shared.envelope import UnknownTypeError, UnreadableRecordError
from loket_shared.envelope.clear_text import ClearTextError
from loket_shared.envelope.signature import (
    InvalidSignatureError,
    MissingSignatureError,
    RevokedSigningKeyError,
    UnknownSigningKeyError,
    WrongProducerError,
)
from loket_shared.failures import (
    KeyForbiddenError,
    PermanentError,
    WrongSealError,
)
from loket_shared.sealing.vault import ErasureNotConfirmedError


def reason_code(failure: BaseException) -> str:
    """Return the reason code of a dead letter: the code of our own error class, else ``failed``."""
    return code_of_failure(type(failure)) if isinstance(failure, PermanentError) else "failed"


def code_of_failure(kind: type[PermanentError]) -> str:
    """Return the code of an error class: its name in kebab case, without ``Error`` at the end."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__.removesuffix("Error")).lower()


_NO_EFFECT = BilingualText(
    nl="Er is niets mee gedaan en het houdt niets op.", en="Nothing was done with it, and it holds nothing up."
)


def _refused(nl: str, en: str) -> BilingualText:
    return BilingualText(nl=f"{nl} {_NO_EFFECT.nl}", en=f"{en} {_NO_EFFECT.en}")


_OTHER = BilingualText(nl="De dienst kon dit bericht niet verwerken.", en="The service could not handle this message.")
_BY_KIND: Mapping[type[PermanentError], BilingualText] = {
    MissingSignatureError: _refused("Het bericht is niet ondertekend.", "The message is not signed."),
    InvalidSignatureError: _refused(
        "De handtekening hoort niet bij dit bericht: het is veranderd of nagemaakt.",
        "The signature does not belong to this message: it was changed or forged.",
    ),
    UnknownSigningKeyError: _refused(
        "Het bericht is ondertekend met een sleutel die niet bestaat.",
        "The message is signed with a key that does not exist.",
    ),
    RevokedSigningKeyError: _refused(
        "Het bericht is ondertekend met een sleutel die is ingetrokken.",
        "The message is signed with a key that was revoked.",
    ),
    WrongProducerError: _refused(
        "Het bericht komt niet van de dienst die op dit kanaal publiceert.",
        "The message does not come from the service that publishes on this topic.",
    ),
    UnreadableRecordError: BilingualText(
        nl="Het bericht heeft niet de vorm van een gebeurtenis van het loket.",
        en="The message does not have the form of an event of the desk.",
    ),
    UnknownTypeError: BilingualText(
        nl="De dienst kent deze soort gebeurtenis niet, of deze versie ervan.",
        en="The service does not know this type of event, or this version of it.",
    ),
    WrongSealError: BilingualText(
        nl="Een verzegeld deel ontbreekt of is niet voor dit bericht verzegeld.",
        en="A sealed part is missing, or was not sealed for this message.",
    ),
    KeyForbiddenError: BilingualText(
        nl="De dienst mag de sleutel van een verzegeld deel niet gebruiken.",
        en="The service may not use the key of a sealed part.",
    ),
    ClearTextError: BilingualText(
        nl="Het bericht kwam te vroeg en bevat leesbare inhoud, die niet bewaard mag worden.",
        en="The message came too early and holds content in the clear, which may not be kept.",
    ),
    ErasureNotConfirmedError: BilingualText(
        nl="Volgens het bericht is de vraag vernietigd, maar de sleutels bestaan nog. Er is niets gewist.",
        en="The message says that the question was erased, but its keys still exist. Nothing was forgotten.",
    ),
}
_WORDS: Mapping[str, BilingualText] = {code_of_failure(kind): text for kind, text in _BY_KIND.items()}


def describe_reason(reason: str) -> BilingualText:
    """Return the meaning of a reason code; a service's own code gets the general sentence."""
    return _WORDS.get(reason, _OTHER)
