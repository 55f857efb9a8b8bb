"""The sentences for what is wrong with an input."""

from collections.abc import Mapping

from loket_shared.contracts.texts import Text

THIS_FIELD = Text(nl="dit veld", en="this field")

NAMES: Mapping[str, Text] = {
    "kind": Text(nl="vraag of melding", en="question or report"),
    "topics": Text(nl="onderwerpen", en="topics"),
    "subject": Text(nl="de samenvatting", en="the summary"),
    "description": Text(nl="de beschrijving", en="the description"),
    "fields": Text(nl="vakgebieden", en="fields of knowledge"),
    "countries": Text(nl="landen", en="countries"),
    "partners": Text(nl="samenwerkingspartners", en="partners"),
    "partners.*.name": Text(nl="de naam van de partner", en="the partner's name"),
    "partners.*.type": Text(nl="de soort partner", en="the kind of partner"),
    "partners.*.website": Text(nl="de website van de partner", en="the partner's website"),
    "neededBy": Text(nl="de datum", en="the date"),
    "answers": Text(nl="antwoorden", en="answers"),
    "onBehalfOf.name": Text(nl="de naam van de indiener", en="the asker's name"),
    "onBehalfOf.email": Text(nl="het e-mailadres van de indiener", en="the asker's e-mail address"),
    "text": Text(nl="uw bericht", en="your message"),
    "reason": Text(nl="de reden", en="the reason"),
}

FIELDS: Mapping[tuple[str, str], Text] = {
    ("kind", "literal_error"): Text(
        nl="Kies of u een vraag stelt of een melding doet.", en="Choose whether you ask a question or make a report."
    ),
    ("topics", "missing"): Text(nl="Kies ten minste één onderwerp.", en="Choose at least one topic."),
    ("topics", "too_long"): Text(
        nl="Kies ten hoogste {max_length} onderwerpen.", en="Choose at most {max_length} topics."
    ),
    ("subject", "missing"): Text(
        nl="Vat in één regel samen waar het over gaat.", en="Summarise in one line what it is about."
    ),
    ("description", "missing"): Text(nl="Beschrijf uw vraag of melding.", en="Describe your question or report."),
    ("language", "literal_error"): Text(
        nl="Kies Nederlands (nl) of Engels (en).", en="Choose Dutch (nl) or English (en)."
    ),
    ("consentToShare", "missing"): Text(
        nl="Kies of wij uw vraag mogen delen met departementen.",
        en="Choose whether we may share your question with departments.",
    ),
    ("partners.*.name", "missing"): Text(nl="Vul de naam van de partner in.", en="Fill in the partner's name."),
    ("partners.*.type", "missing"): Text(nl="Kies de soort partner.", en="Choose the kind of partner."),
    ("onBehalfOf.name", "missing"): Text(
        nl="Geef de naam van degene namens wie de vraag is.", en="Give the name of the person who asks."
    ),
    ("onBehalfOf.email", "missing"): Text(
        nl="Geef het e-mailadres van degene namens wie de vraag is.",
        en="Give the e-mail address of the person who asks.",
    ),
    ("text", "missing"): Text(nl="Schrijf uw bericht.", en="Write your message."),
    ("helpful", "missing"): Text(
        nl="Kies of het antwoord u heeft geholpen.", en="Choose whether the answer helped you."
    ),
}

ANY_FIELD: Mapping[str, Text] = {
    "missing": Text(nl="Vul {name} in.", en="Fill in {name}."),
    "string_too_long": Text(
        nl="Gebruik voor {name} ten hoogste {max_length} tekens.", en="Use at most {max_length} characters for {name}."
    ),
    "too_long": Text(nl="Geef bij {name} ten hoogste {max_length} op.", en="Give at most {max_length} {name}."),
    "unknown_code": Text(nl="Kies voor {name} een waarde uit de lijst.", en="Choose a value from the list for {name}."),
    "unknown_country": Text(nl="Kies een land uit de lijst.", en="Choose a country from the list."),
    "ror": Text(
        nl="Dit is geen geldig ROR-nummer; het ziet eruit als https://ror.org/04pp8hn57.",
        en="This is not a valid ROR identifier; it looks like https://ror.org/04pp8hn57.",
    ),
    "website": Text(
        nl="Vul een webadres in, zoals https://www.voorbeeld.nl.",
        en="Fill in a web address, such as https://www.example.org.",
    ),
    "email": Text(
        nl="Vul een e-mailadres in, zoals naam@voorbeeld.nl.", en="Fill in an e-mail address, such as name@example.org."
    ),
    "date_parsing": Text(
        nl="Dit is geen bestaande datum; schrijf bijvoorbeeld 15-12-2026.",
        en="This is not an existing date; write for instance 15-12-2026.",
    ),
    "extra_forbidden": Text(
        nl="Dit veld kennen wij niet; controleer de naam.", en="We do not know this field; check its name."
    ),
    "past_date": Text(nl="Deze datum is al voorbij.", en="This date has already passed."),
    "control_characters": Text(
        nl="In {name} staat een onzichtbaar teken dat wij niet kunnen lezen: regel {line}, teken {column}.",
        en="An invisible character in {name} cannot be read: line {line}, character {column}.",
    ),
    "several_lines": Text(nl="Houd {name} op één regel.", en="Keep {name} on one line."),
    "bool_type": Text(
        nl="Geef bij {name} ja of nee op (true of false).", en="Give yes or no for {name} (true or false)."
    ),
    "other": Text(nl="Wij kunnen {name} zo niet lezen.", en="We cannot read {name} like this."),
}
