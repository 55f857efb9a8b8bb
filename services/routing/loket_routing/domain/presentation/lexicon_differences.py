"""Differences between two lexicons, per category, concept and language."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from loket_routing.domain.bilingual import fill, plain
from loket_routing.domain.decide.matching.lexicon import Category, Concept
from loket_routing.domain.presentation.differences import (
    Difference,
    DiffField,
    DiffSubject,
    added,
    order_differences,
    part_differences,
    removed,
    reordered,
)
from loket_routing.domain.presentation.label_lookup import LabelLookup
from loket_routing.domain.presentation.rule_texts import describe_condition
from loket_routing.domain.rule_set.frozen_model import to_kebab
from loket_routing.domain.rule_set.model import RuleSet
from loket_shared.contracts.texts import BilingualText

_DENIALS: Mapping[str, BilingualText] = MappingProxyType(
    {
        "any": BilingualText(nl="elke ontkenning", en="any denial"),
        "determiner": BilingualText(nl="alleen geen of zonder", en="only no or without"),
    }
)
_NEARLY: Mapping[str, BilingualText] = MappingProxyType(
    {"doubt": BilingualText(nl="een twijfel", en="a doubt"), "nothing": BilingualText(nl="niets", en="nothing")}
)


def _denial(value: str, _: LabelLookup) -> BilingualText:
    return _DENIALS[value]


def _near(value: str, _: LabelLookup) -> BilingualText:
    return _NEARLY[value]


CATEGORY = DiffSubject[Category](
    place="words",
    subject=BilingualText(nl="Woordenlijst {name}", en="Word list {name}"),
    key="code",
    fields=(
        DiffField("denied_by", BilingualText(nl="wordt ontkend door", en="is denied by"), _denial),
        DiffField(
            "nearly", BilingualText(nl="geeft, waar hij bijna staat,", en="gives, where it is nearly there,"), _near
        ),
        DiffField(
            "supported_on_form",
            BilingualText(nl="wordt op het formulier gesteund door", en="is supported on the form by"),
            describe_condition,
        ),
    ),
)
_CATEGORIES = BilingualText(nl="Woordenlijsten", en="Word lists")
_CONCEPT = BilingualText(nl="Woordenlijst {category}, begrip {concept}", en="Word list {category}, concept {concept}")
_LISTS: Mapping[str, BilingualText] = MappingProxyType(
    {
        "several_meanings": BilingualText(
            nl="Woordenlijst {category}, met meer betekenissen", en="Word list {category}, of several meanings"
        ),
        "hints": BilingualText(nl="Woordenlijst {category}, wijst er misschien op", en="Word list {category}, hints"),
        "supported_by": BilingualText(
            nl="Woordenlijst {category}, steunt die", en="Word list {category}, supports those"
        ),
        "elsewhere": BilingualText(
            nl="Woordenlijst {category}, gaat over iets anders", en="Word list {category}, elsewhere"
        ),
        "besides": BilingualText(
            nl="Woordenlijst {category}, lijkt er alleen op", en="Word list {category}, only looks like it"
        ),
    }
)
_HEADS = BilingualText(nl="Hoofdwoorden van samenstellingen", en="Heads of compounds")
_LANGUAGES: Mapping[str, BilingualText] = MappingProxyType(
    {"nl": BilingualText(nl="Nederlands", en="Dutch"), "en": BilingualText(nl="Engels", en="English")}
)
_CAME = BilingualText(nl="{subject}: erbij {terms}.", en="{subject}: added {terms}.")
_WENT = BilingualText(nl="{subject}: eruit {terms}.", en="{subject}: removed {terms}.")
_NO_TERMS = Concept()


def lexicon_differences(
    before: RuleSet, after: RuleSet, names: tuple[LabelLookup, LabelLookup]
) -> Iterator[Difference]:
    """Yield the differences in the terms of the lexicon."""
    old, new = before.lexicon, after.lexicon
    yield from part_differences(CATEGORY, old.categories, new.categories, names)
    yield from order_differences("lexicon", _CATEGORIES, CATEGORY, old.categories, new.categories)
    yield from _term_differences("heads", _HEADS, old.heads, new.heads)
    known = {category.code: category for category in old.categories}
    present = {category.code: category for category in new.categories}
    for code in dict.fromkeys((*known, *present)):
        yield from _category_differences(code, known.get(code), present.get(code))


def _category_differences(code: str, before: Category | None, after: Category | None) -> Iterator[Difference]:
    old, new = (category.concepts if category else {} for category in (before, after))
    place = f"words {code}"
    for concept in dict.fromkeys((*old, *new)):
        subject = fill(_CONCEPT, category=plain(code), concept=plain(concept))
        yield from _concept_differences(f"{place}/{concept}", subject, old.get(concept), new.get(concept))
    yield from reordered(place, fill(CATEGORY.subject, name=plain(code)), old, new)
    for name, subject in _LISTS.items():
        lists = (getattr(category, name) if category else _NO_TERMS for category in (before, after))
        yield from _concept_differences(f"{place}/{to_kebab(name)}", fill(subject, category=plain(code)), *lists)


def _concept_differences(
    place: str, subject: BilingualText, before: Concept | None, after: Concept | None
) -> Iterator[Difference]:
    if before is None:
        yield added(place, subject)
    if after is None:
        yield removed(place, subject)
    for code, language in _LANGUAGES.items():
        old, new = (getattr(concept or _NO_TERMS, code) for concept in (before, after))
        yield from _term_differences(
            f"{place}/{code}",
            BilingualText(nl=f"{subject.nl}, {language.nl}", en=f"{subject.en}, {language.en}"),
            old,
            new,
        )


def _term_differences(
    place: str, subject: BilingualText, before: Sequence[str], after: Sequence[str]
) -> Iterator[Difference]:
    old, new = set(before), set(after)
    came = [term for term in after if term not in old]
    went = [term for term in before if term not in new]
    if came:
        yield Difference("added", place, fill(_CAME, subject=subject, terms=plain(", ".join(came))))
    if went:
        yield Difference("removed", place, fill(_WENT, subject=subject, terms=plain(", ".join(went))))
    yield from reordered(place, subject, before, after)
