"""Sentences for everything that is wrong with an input, for pages and API alike."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError

Model = TypeVar("Model", bound=BaseModel)

_THIS_FIELD = BilingualText(nl="dit veld", en="this field")

_NAMES: Mapping[str, BilingualText] = {
    "kind": BilingualText(nl="vraag of melding", en="question or report"),
    "topics": BilingualText(nl="onderwerpen", en="topics"),
    "subject": BilingualText(nl="de samenvatting", en="the summary"),
    "description": BilingualText(nl="de beschrijving", en="the description"),
    "fields": BilingualText(nl="vakgebieden", en="fields of knowledge"),
    "countries": BilingualText(nl="landen", en="countries"),
    "partners": BilingualText(nl="samenwerkingspartners", en="partners"),
    "countries.*": BilingualText(nl="land {number}", en="country {number}"),
    "partners.*.name": BilingualText(nl="de naam van partner {number}", en="the name of partner {number}"),
    "partners.*.type": BilingualText(nl="de soort organisatie van partner {number}", en="the kind of partner {number}"),
    "partners.*.country": BilingualText(nl="het land van partner {number}", en="the country of partner {number}"),
    "partners.*.website": BilingualText(nl="de website van partner {number}", en="the website of partner {number}"),
    "partners.*.rorId": BilingualText(
        nl="het ROR-nummer van partner {number}", en="the ROR identifier of partner {number}"
    ),
    "neededBy": BilingualText(
        nl="de datum waarop u een antwoord nodig hebt", en="the date by which you need an answer"
    ),
    "discussedWithCoordinator": BilingualText(nl="het overleg met de coördinator", en="the talk with the coordinator"),
    "consentToShare": BilingualText(nl="het delen met departementen", en="sharing with departments"),
    "shareWithCoordinator": BilingualText(nl="het delen met de coördinator", en="sharing with the coordinator"),
    "answers": BilingualText(nl="antwoorden", en="answers"),
    "onBehalfOf.name": BilingualText(nl="de naam van de indiener", en="the asker's name"),
    "onBehalfOf.email": BilingualText(nl="het e-mailadres van de indiener", en="the asker's e-mail address"),
    "text": BilingualText(nl="uw bericht", en="your message"),
    "reason": BilingualText(nl="de reden", en="the reason"),
}

_FIELDS: Mapping[tuple[str, str], BilingualText] = {
    ("kind", "literal_error"): BilingualText(
        nl="Kies of u een vraag stelt of een melding doet.", en="Choose whether you ask a question or make a report."
    ),
    ("topics", "missing"): BilingualText(nl="Kies ten minste één onderwerp.", en="Choose at least one topic."),
    ("topics", "too_long"): BilingualText(
        nl="Kies ten hoogste {max_length} onderwerpen.", en="Choose at most {max_length} topics."
    ),
    ("subject", "missing"): BilingualText(
        nl="Vat in één regel samen waar het over gaat.", en="Summarise in one line what it is about."
    ),
    ("description", "missing"): BilingualText(
        nl="Beschrijf uw vraag of melding.", en="Describe your question or report."
    ),
    ("language", "literal_error"): BilingualText(
        nl="Kies Nederlands (nl) of Engels (en).", en="Choose Dutch (nl) or English (en)."
    ),
    ("consentToShare", "missing"): BilingualText(
        nl="Kies of wij uw vraag mogen delen met departementen.",
        en="Choose whether we may share your question with departments.",
    ),
    ("partners.*.type", "missing"): BilingualText(
        nl="Kies de soort organisatie van partner {number}.", en="Choose the kind of partner {number}."
    ),
    ("onBehalfOf.name", "missing"): BilingualText(
        nl="Geef de naam van degene namens wie de vraag is.", en="Give the name of the person who asks."
    ),
    ("onBehalfOf.email", "missing"): BilingualText(
        nl="Geef het e-mailadres van degene namens wie de vraag is.",
        en="Give the e-mail address of the person who asks.",
    ),
    ("text", "missing"): BilingualText(nl="Schrijf uw bericht.", en="Write your message."),
    ("helpful", "missing"): BilingualText(
        nl="Kies of het antwoord u heeft geholpen.", en="Choose whether the answer helped you."
    ),
}

_ANY_FIELD: Mapping[str, BilingualText] = {
    "missing": BilingualText(nl="Vul {name} in.", en="Fill in {name}."),
    "string_too_long": BilingualText(
        nl="Gebruik voor {name} ten hoogste {max_length} tekens.", en="Use at most {max_length} characters for {name}."
    ),
    "too_long": BilingualText(
        nl="Geef bij {name} ten hoogste {max_length} op.", en="Give at most {max_length} {name}."
    ),
    "unknown_code": BilingualText(
        nl="Kies voor {name} een waarde uit de lijst.", en="Choose a value from the list for {name}."
    ),
    "unknown_country": BilingualText(
        nl="Kies voor {name} een land uit de lijst.", en="Choose a country from the list for {name}."
    ),
    "ror": BilingualText(
        nl="Wat u invulde voor {name} is geen geldig nummer; het ziet eruit als https://ror.org/04pp8hn57.",
        en="What you filled in for {name} is not valid; it looks like https://ror.org/04pp8hn57.",
    ),
    "website": BilingualText(
        nl="Vul voor {name} een webadres in, zoals www.voorbeeld.nl.",
        en="Fill in a web address for {name}, such as www.example.org.",
    ),
    "website_ending": BilingualText(
        nl="Vul voor {name} het hele webadres in, met wat na de punt komt, zoals www.voorbeeld.nl. Weet u het niet, "
        "laat het veld dan leeg.",
        en="Fill in the whole web address for {name}, with what follows the dot, such as www.example.org. If you do "
        "not know it, leave the field empty.",
    ),
    "email": BilingualText(
        nl="Vul een e-mailadres in, zoals naam@voorbeeld.nl.", en="Fill in an e-mail address, such as name@example.org."
    ),
    "email_letters": BilingualText(
        nl="Gebruik in een e-mailadres voor de @ alleen letters zonder accenten, cijfers en gewone leestekens.",
        en="Use only letters without accents, digits and plain punctuation before the @ of an e-mail address.",
    ),
    "date_parsing": BilingualText(
        nl="Vul voor {name} een bestaande datum in, bijvoorbeeld 15-12-2026.",
        en="Fill in an existing date for {name}, for instance 15-12-2026.",
    ),
    "extra_forbidden": BilingualText(
        nl="Dit veld kennen wij niet; controleer de naam.", en="We do not know this field; check its name."
    ),
    "past_date": BilingualText(
        nl="Kies voor {name} een dag die nog komt.", en="Choose a day still to come for {name}."
    ),
    "control_characters": BilingualText(
        nl="In {name} staat een onzichtbaar teken dat wij niet kunnen lezen: regel {line}, teken {column}.",
        en="An invisible character in {name} cannot be read: line {line}, character {column}.",
    ),
    "several_lines": BilingualText(nl="Houd {name} op één regel.", en="Keep {name} on one line."),
    "bool_type": BilingualText(
        nl="Geef bij {name} ja of nee op (true of false).", en="Give yes or no for {name} (true or false)."
    ),
    "other": BilingualText(nl="Wij kunnen {name} zo niet lezen.", en="We cannot read {name} like this."),
}

_NOTHING_FILLED_IN = frozenset({"missing", "string_too_short", "too_short", "bool_type", "string_type"})


def parse_input(kind: type[Model], raw: object) -> Model:
    """Return ``raw`` (JSON values under wire names) as a ``kind``.

    Raises:
        InvalidInputError: with an error for every invalid field.
    """
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        raise InvalidInputError(*field_errors(error.errors(include_url=False))) from None


def require_not_past(field: str, day: date | None, today: date) -> None:
    """Refuse a day that has passed.

    Raises:
        InvalidInputError: naming ``field``.
    """
    if day is not None and day < today:
        raise InvalidInputError(FieldError(field, _text((field,), "past_date", {})))


def field_errors(details: Sequence[Mapping[str, Any]]) -> list[FieldError]:
    """Return Pydantic's error details as sentences by field; no sentence repeats the input.

    A list with invalid entries is not also called empty.
    """
    inside = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    return [_field_error(detail) for detail in details if detail["loc"] not in inside]


def _field_error(detail: Mapping[str, Any]) -> FieldError:
    parts = tuple(part for part in detail["loc"] if part != "[key]")
    return FieldError(".".join(map(str, parts)), _text(parts, _cause(detail), detail.get("ctx", {})))


def _cause(detail: Mapping[str, Any]) -> str:
    """Return the kind of error; kinds that mean the same to the reader count as one."""
    kind, value = str(detail["type"]), detail["input"]
    empty = not value.strip() if isinstance(value, str) else value in (None, (), [])
    if kind == "missing" or (kind in _NOTHING_FILLED_IN and empty):
        return "missing"
    if kind == "too_long" and isinstance(value, str):
        return "string_too_long"
    return "date_parsing" if kind.startswith("date_") else kind


def _text(parts: tuple[str | int, ...], cause: str, context: Mapping[str, Any]) -> BilingualText:
    """Return the sentence; an entry of a list is named by its number, from 1."""
    pattern = ".".join("*" if isinstance(part, int) else part for part in parts)
    template = _FIELDS.get((pattern, cause)) or _ANY_FIELD.get(cause) or _ANY_FIELD["other"]
    name = _NAMES.get(pattern) or _NAMES.get(pattern.removesuffix(".*"), _THIS_FIELD)
    number = next((part + 1 for part in parts if isinstance(part, int)), 1)
    values = {key: value for key, value in context.items() if isinstance(value, int | str)} | {"number": number}
    return BilingualText(
        nl=template.nl.format(name=name.nl.format(number=number), **values),
        en=template.en.format(name=name.en.format(number=number), **values),
    )
