"""What routing found in the question, with the words quoted from its texts."""

from collections.abc import Iterable, Mapping

from loket_backoffice.domain.case_file import CaseFile
from loket_backoffice.domain.facts import Supplemented
from loket_backoffice.domain.routes import Finding
from loket_policy.fact_sources import FactSource
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import QuestionContent
from loket_shared.contracts.texts import BilingualText


class PlaceView(WireModel):
    """Where it was found; ``quote`` holds the asker's own words there, none for a field of the form or a law."""

    place: BilingualText
    quote: str | None = None


class FindingView(WireModel):
    """A signal or a legal regime, in words, and every place that gives it."""

    text: BilingualText
    places: tuple[PlaceView, ...]


def findings_in(findings: Iterable[Finding], question: QuestionContent, case: CaseFile) -> tuple[FindingView, ...]:
    """Return each finding once, its words quoted from ``question`` and from what was added to it."""
    texts = _texts(question, case)
    places: dict[BilingualText, dict[PlaceView, None]] = {}
    for finding in findings:
        places.setdefault(finding.text, {})[_place(FactSource.read(finding.source), texts)] = None
    return tuple(FindingView(text=text, places=tuple(found)) for text, found in places.items())


def _texts(question: QuestionContent, case: CaseFile) -> Mapping[str, str]:
    added = {f"supplement-{fact.version}": fact.text for fact in case.every(Supplemented)}
    return {"subject": question.subject, "description": question.description, **added}


def _place(source: FactSource, texts: Mapping[str, str]) -> PlaceView:
    if not source.place:
        return PlaceView(place=BilingualText(nl=source.what, en=source.what))
    quote = texts.get(source.place, "")[source.start : source.end] if source.is_passage else ""
    return PlaceView(place=source.in_words, quote=quote or None)
