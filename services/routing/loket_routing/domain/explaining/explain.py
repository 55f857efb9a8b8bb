"""A decision in plain sentences, for three readers; pure, and only of what the reader's projection holds."""

from collections.abc import Iterator, Mapping
from datetime import date

from loket_routing.domain.deciding.confidence import spoken
from loket_routing.domain.deciding.decision import Decision, ReasonedRule
from loket_routing.domain.explaining.asker import tell_asker
from loket_routing.domain.explaining.front_office import tell_front_office
from loket_routing.domain.explaining.grounds import grounds_in_words
from loket_routing.domain.explaining.places import NO_TEXTS
from loket_routing.domain.explaining.readers import ReaderKind
from loket_routing.domain.explaining.routes import route_in_words
from loket_routing.domain.naming import department_name
from loket_shared.contracts.texts import BilingualText


def explain(
    decision: Decision, reader: ReaderKind, day: date, texts: Mapping[str, str] = NO_TEXTS
) -> tuple[BilingualText, ...]:
    """Return why the question goes where it goes, sentence by sentence.

    ``decision`` is projected for the reader beforehand (``project``): nothing is left out here but what
    is not for this kind of reader. Departments are called as they were on ``day``, that of the decision.
    ``texts``: those of the passages that the reader may read.
    """
    if reader == "asker":
        return (tell_asker(decision),)
    to_do = tell_front_office(decision, day) if reader == "front-office" else ()
    return tuple(dict.fromkeys((*_tell(decision, day, texts), *to_do)))


def _tell(decision: Decision, day: date, texts: Mapping[str, str]) -> Iterator[BilingualText]:
    who = route_in_words(decision, day)
    yield BilingualText(nl=f"Volgens de regels geldt: {who.nl}.", en=f"By the rules, {who.en}.")
    yield from (_rule(rule, decision, texts) for rule in decision.fired_rules)
    yield from decision.lead_explained
    for entry in decision.rejected:
        name = department_name(entry.department, day)
        yield BilingualText(
            nl=f"{name.nl} doet niet mee. {entry.reason.nl}", en=f"{name.en} takes no part. {entry.reason.en}"
        )
    yield from decision.priority_explained
    yield _confidence(decision)


def _rule(rule: ReasonedRule, decision: Decision, texts: Mapping[str, str]) -> BilingualText:
    grounds = grounds_in_words(rule.grounds, decision.meanings, texts)
    return _joined(rule.reason, grounds) if grounds else rule.reason


def _confidence(decision: Decision) -> BilingualText:
    nl, en = spoken(decision.confidence)
    if named := decision.confidence_in_words:
        nl, en = f"{named.nl} ({nl})", f"{named.en} ({en})"
    return _joined(BilingualText(nl=f"De zekerheid is {nl}.", en=f"The confidence is {en}."), *decision.reckoning)


def _joined(*sentences: BilingualText) -> BilingualText:
    return BilingualText(nl=" ".join(text.nl for text in sentences), en=" ".join(text.en for text in sentences))
