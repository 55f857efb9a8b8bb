"""The record of routing in the public register of algorithms (Algoritmeregister, publication standard 1.0).

``RecordTexts`` are written by hand; a rule set fills in the rest.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from loket_routing.domain.bilingual import format_share
from loket_routing.domain.rule_set.frozen_model import FrozenModel
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.domain.rule_set.regimes import LegalSource, Regime

RecordText = Annotated[str, Field(min_length=1, max_length=2500)]
Title = Annotated[str, Field(min_length=1, max_length=100)]
Link = Annotated[str, Field(max_length=500)]
RecordCategory = Literal[
    "Organisatie en bedrijfsvoering",
    "Cultuur en recreatie",
    "Economie",
    "Overheidsfinanciën",
    "Wonen",
    "Internationaal",
    "Migratie en integratie",
    "Natuur en milieu",
    "Onderwijs en wetenschap",
    "Openbare orde en veiligheid",
    "Recht",
    "Ruimte en infrastructuur",
    "Sociale zekerheid",
    "Verkeer",
    "Werk",
    "Zorg en gezondheid",
]


class StandardModel(BaseModel):
    """The base of models with the field names of the standard, which differ from those of the desk's own API."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceReference(StandardModel):
    """A source of data, and the address of its description."""

    title: Annotated[str, Field(min_length=1, max_length=500)]
    link: Link


class AlgorithmRecord(StandardModel):
    """The record; it is in Dutch only, as the standard has it."""

    name: Title
    description_short: Annotated[str, Field(min_length=1, max_length=350)]
    organization: Title
    category: Annotated[tuple[RecordCategory, ...], Field(max_length=3)]
    status: Literal["In ontwikkeling", "In gebruik", "Buiten gebruik"]
    begin_date: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
    contact_email: Link
    publication_category: Literal["Hoog-risico AI-systeem", "Impactvolle algoritmes", "Overige algoritmes"]
    goal: RecordText
    proportionality: RecordText
    human_intervention: RecordText
    risks: RecordText
    lawful_basis: RecordText
    impacttoetsen: RecordText
    source_data: RecordText
    source_data_grouping: tuple[SourceReference, ...]
    methods_and_models: Annotated[str, Field(min_length=1, max_length=5000)]
    provider: Annotated[str, Field(min_length=1, max_length=200)]
    lang: Literal["nld"] = "nld"
    standard_version: Literal["1.0"] = "1.0"
    source_id: Title
    tags: RecordText


class RecordTexts(FrozenModel):
    """Texts in Dutch; placeholders such as ``{rules}`` and ``{version}`` stand for values of the active rule set.

    ``to_confirm`` is appended to the texts named in ``unconfirmed``: no responsible person has confirmed them yet.
    """

    name: str
    description_short: str
    organization: str
    category: tuple[RecordCategory, ...]
    goal: str
    proportionality: str
    human_intervention: str
    risks: str
    lawful_basis: str
    impacttoetsen: str
    source_data: str
    methods_and_models: str
    provider: str
    source_id: str
    tags: str
    unconfirmed: frozenset[str]
    to_confirm: str


_ADDRESSES: Mapping[str, str] = {
    "celex": "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:{}",
    "bwb": "https://wetten.overheid.nl/{}",
}
_LONGEST_TITLE = 500
_APART = frozenset({"category", "unconfirmed", "to_confirm"})


def compose_record(rule_set: RuleSet, since: date, texts: RecordTexts, contact: str) -> AlgorithmRecord:
    """Return the record of ``rule_set``, in force since the day ``since``; ``contact`` is the address for questions."""
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
    """Yield each law with an address once."""
    told: set[LegalSource] = set()
    for regime in regimes:
        if regime.source.scheme in _ADDRESSES and regime.source not in told:
            told.add(regime.source)
            link = _ADDRESSES[regime.source.scheme].format(regime.source.id)
            yield SourceReference(title=regime.name.nl[:_LONGEST_TITLE], link=link)
