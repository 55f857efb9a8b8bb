"""Sentences for everything that is wrong with an input, for pages and API alike."""

from datetime import date
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import InvalidInputError
from loket_shared.field_errors import FieldName, FieldNames, FieldSentences, field_error, field_errors

Model = TypeVar("Model", bound=BaseModel)

_NAMES: FieldNames = {
    "kind": FieldName("vraag of melding", "question or report"),
    "topics": FieldName("onderwerpen", "topics"),
    "subject": FieldName("de samenvatting", "the summary"),
    "description": FieldName("de beschrijving", "the description"),
    "fields": FieldName("vakgebieden", "fields of knowledge"),
    "countries": FieldName("landen", "countries"),
    "partners": FieldName("samenwerkingspartners", "partners"),
    "countries.*": FieldName("land {number}", "country {number}"),
    "partners.*.name": FieldName("de naam van partner {number}", "the name of partner {number}"),
    "partners.*.type": FieldName("de soort organisatie van partner {number}", "the kind of partner {number}"),
    "partners.*.country": FieldName("het land van partner {number}", "the country of partner {number}"),
    "partners.*.website": FieldName("de website van partner {number}", "the website of partner {number}"),
    "partners.*.rorId": FieldName("het ROR-nummer van partner {number}", "the ROR identifier of partner {number}"),
    "neededBy": FieldName("de datum waarop u een antwoord nodig hebt", "the date by which you need an answer"),
    "discussedWithCoordinator": FieldName("het overleg met de coördinator", "the talk with the coordinator"),
    "consentToShare": FieldName("het delen met departementen", "sharing with departments"),
    "shareWithCoordinator": FieldName("het delen met de coördinator", "sharing with the coordinator"),
    "answers": FieldName("antwoorden", "answers"),
    "onBehalfOf.name": FieldName("de naam van de indiener", "the asker's name"),
    "onBehalfOf.email": FieldName("het e-mailadres van de indiener", "the asker's e-mail address"),
    "text": FieldName("uw bericht", "your message"),
    "reason": FieldName("de reden", "the reason"),
}

_BY_FIELD = {
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
    ("neededBy", "date"): BilingualText(
        nl="Vul voor de datum waarop u een antwoord nodig hebt een bestaande datum in, bijvoorbeeld 15-12-2026.",
        en="Fill in an existing date by which you need an answer, for instance 15-12-2026.",
    ),
}

_BY_CAUSE = {
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
    "past_date": BilingualText(
        nl="Kies voor {name} een dag die nog komt.", en="Choose a day still to come for {name}."
    ),
}

INPUT_SENTENCES = FieldSentences(_NAMES, _BY_FIELD, _BY_CAUSE)
"""Names and sentences of everything that an asker fills in."""


def parse_input(kind: type[Model], raw: object) -> Model:
    """Return ``raw`` (JSON values under wire names) as a ``kind``.

    Raises:
        InvalidInputError: with an error for every invalid field.
    """
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        raise InvalidInputError(*field_errors(error.errors(include_url=False), INPUT_SENTENCES)) from None


def require_not_past(field: str, day: date | None, today: date) -> None:
    """Refuse a day that has passed.

    Raises:
        InvalidInputError: naming ``field``.
    """
    if day is not None and day < today:
        raise InvalidInputError(field_error(field, "past_date", INPUT_SENTENCES))
