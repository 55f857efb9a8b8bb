"""Compartments: content is sealed under the key of its compartment."""

from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Compartment(StrEnum):
    """A need-to-know circle inside one question (docs/architecture.md#confidentiality).

    Those ``OF_A_REQUEST`` exist once for each contribution request, so that no name in the vault reveals a
    participating department; the others exist once for each question.
    """

    QUESTION = "question"
    ASKER = "asker"
    PARTICIPATION = "participation"
    ANSWER = "answer"
    WORK = "work"
    NOTICE = "notice"


OF_A_REQUEST = frozenset({Compartment.WORK, Compartment.NOTICE})
"""The compartments that exist once for each contribution request."""


class KeyName(NamedTuple):
    """Names one data key: the question, the compartment and, for a request's own keys, the request."""

    question_id: UUID
    compartment: Compartment
    request_id: UUID | None = None
