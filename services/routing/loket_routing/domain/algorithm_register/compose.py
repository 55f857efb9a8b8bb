"""From the active rule set to its record."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from loket_routing.domain.algorithm_register.record import AlgorithmRecord, SourceReference
from loket_routing.domain.algorithm_register.texts import RecordTexts
from loket_routing.domain.bilingual import format_share
from loket_routing.domain.rule_sets.regimes import LegalSource, Regime
from loket_routing.domain.rule_sets.rule_set import RuleSet

_ADDRESSES: Mapping[str, str] = {
    "celex": "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:{}",
    "bwb": "https://wetten.overheid.nl/{}",
}
_LONGEST_TITLE = 500
_APART = frozenset({"category", "unconfirmed", "to_confirm"})


def compose(rule_set: RuleSet, since: date, texts: RecordTexts, contact: str) -> AlgorithmRecord:
    """Return the record of ``rule_set``, in force since the day ``since``; ``contact`` is where to ask about it."""
    told = _told(rule_set)
    written = texts.model_dump(by_alias=False, exclude=set(_APART))
    return AlgorithmRecord(
        **{field: _text(field, template.format(**told), texts) for field, template in written.items()},
        category=texts.category,
        status="In gebruik",
        begin_date=f"{since:%Y-%m}",
        contact_email=contact,
        publication_category="Overige algoritmes",
        source_data_grouping=tuple(_references(rule_set.regimes)),
    )


def _text(field: str, text: str, texts: RecordTexts) -> str:
    return f"{text} {texts.to_confirm}" if field in texts.unconfirmed else text


def _told(rule_set: RuleSet) -> dict[str, str]:
    lexicon = rule_set.lexicon
    concepts = [concept for category in lexicon.categories for concept in category.concepts.values()]
    threshold, _ = format_share(rule_set.doubt.confirm_below)
    return {
        "version": rule_set.version,
        "lines": str(len(rule_set.lines)),
        "rules": str(sum(len(line.rules) for line in rule_set.lines)),
        "signals": str(len(rule_set.signals)),
        "regimes": str(len(rule_set.regimes)),
        "terms": str(sum(len(concept.terms()) for concept in concepts)),
        "threshold": threshold,
    }


def _references(regimes: Iterable[Regime]) -> Iterator[SourceReference]:
    """Yield the law behind each regime, once, where it has an address."""
    told: set[LegalSource] = set()
    for regime in regimes:
        if regime.source.scheme in _ADDRESSES and regime.source not in told:
            told.add(regime.source)
            link = _ADDRESSES[regime.source.scheme].format(regime.source.id)
            yield SourceReference(title=regime.name.nl[:_LONGEST_TITLE], link=link)
