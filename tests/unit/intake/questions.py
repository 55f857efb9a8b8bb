"""Questions and facts for the tests."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as st

from loket_intake.domain.facts import FactContent, FactKind, QuestionFact
from loket_intake.domain.question import Question
from loket_shared.contracts.shared_parts import Institution, QuestionContent
from loket_shared.contracts.texts import BilingualText

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
RAW: dict[str, Any] = {
    "topics": ["collaboration-institution"],
    "subject": "Samenwerking in fotonica",
    "description": "Een universiteit vraagt toegang tot onze cleanroom.",
    "consentToShare": True,
}

facts = st.builds(
    QuestionFact,
    id=st.uuids(),
    kind=st.sampled_from(FactKind),
    at=st.integers(0, 5).map(lambda hours: START + timedelta(hours=hours)),
    due=st.sampled_from([None, START + timedelta(days=21)]),
    content=st.builds(FactContent, text=st.none() | st.just("Tekst"), consent=st.none() | st.booleans()),
)


def fact(kind: FactKind, hours: float = 1, **content: Any) -> QuestionFact:
    """Return something that happened so many hours after the submission."""
    return QuestionFact(uuid4(), kind, START + timedelta(hours=hours), content=FactContent(**content))


def question(*happened: QuestionFact, consent: bool = True, seen_at: datetime = START) -> Question:
    """Return a question to which these things happened, as it stands at a moment."""
    content = QuestionContent(
        kind="question",
        topics=("other",),
        subject="Onderwerp",
        description="Beschrijving",
        consent_to_share=consent,
        institution=Institution(
            ror_id="https://ror.org/05vx0yt93",
            name=BilingualText(nl="Universiteit", en="University"),
            kind="university",
        ),
    )
    return Question(UUID(int=1), "KV-2026-000001", "nl", START, START + timedelta(days=2), content, seen_at, happened)
