"""Whom to tell about a question, and how, as it is kept sealed."""

from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import Recipient
from loket_shared.contracts.texts import Language


class Contact(WireModel):
    """The people who are told about a question, in the question's language."""

    language: Language
    recipients: tuple[Recipient, ...]
