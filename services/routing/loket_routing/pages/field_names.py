"""Names of form fields in error sentences, in the order of the pages."""

from collections.abc import Mapping

from loket_shared.field_errors import FieldName, FieldNames

_CONDITION: Mapping[str, FieldName] = {
    "shape": FieldName("hoe de voorwaarde is opgeschreven", "how the condition is written", chosen=True),
    "withinDays": FieldName("binnen hoeveel dagen het nodig is", "within how many days it is needed"),
    "condition": FieldName("de voorwaarde in YAML", "the condition in YAML"),
}


def _condition(form: str) -> FieldNames:
    return {f"{form}-{name}": field for name, field in _CONDITION.items()}


RULE_SET_FIELDS: FieldNames = {
    "approve-reason": FieldName("waarom het goed is dat voorbeelden falen", "why it is right that examples fail"),
    "return-remark": FieldName("wat er anders moet", "what has to change"),
    "activate-from": FieldName("vanaf wanneer de set geldt", "from when the set is in force"),
    "activate-reason": FieldName("de reden om de set in werking te stellen", "the reason to put the set in force"),
    "restore-reason": FieldName("de reden om terug te zetten", "the reason to put it back"),
}

RULE_FIELDS: FieldNames = {
    "rule-id": FieldName("de naam van de regel", "the name of the rule"),
    **_condition("rule"),
    "rule-reasonNl": FieldName("de reden in het Nederlands", "the reason in Dutch"),
    "rule-reasonEn": FieldName("de reden in het Engels", "the reason in English"),
    "rule-otherwiseNl": FieldName("waarom niet, in het Nederlands", "why not, in Dutch"),
    "rule-otherwiseEn": FieldName("waarom niet, in het Engels", "why not, in English"),
    "rule-source": FieldName("de bron", "the source"),
}

REGIME_FIELDS: FieldNames = {
    "regime-code": FieldName("de code", "the code"),
    "regime-nameNl": FieldName("de naam in het Nederlands", "the name in Dutch"),
    "regime-nameEn": FieldName("de naam in het Engels", "the name in English"),
    "regime-scheme": FieldName("de soort bron", "the kind of source", chosen=True),
    "regime-id": FieldName("het nummer of de vindplaats", "the number or citation"),
    "regime-validFrom": FieldName("vanaf wanneer het geldt", "from when it holds"),
    "regime-validUntil": FieldName("tot en met wanneer het geldt", "until when it holds"),
    "regime-area": FieldName("wat de landen hieronder zijn", "what the countries below are", chosen=True),
    "regime-countries": FieldName("de landen", "the countries"),
    **_condition("regime"),
    "regime-noteNl": FieldName("de toelichting in het Nederlands", "the note in Dutch"),
    "regime-noteEn": FieldName("de toelichting in het Engels", "the note in English"),
    "regime-confirmedBy": FieldName("wie het heeft bevestigd", "who confirmed it"),
}

EXAMPLE_FIELDS: FieldNames = {
    "example-topics": FieldName("de onderwerpen", "the topics", chosen=True),
    "example-subject": FieldName("de samenvatting", "the summary"),
    "example-text": FieldName("de beschrijving", "the description"),
    "example-fields": FieldName("de vakgebieden", "the fields of knowledge", chosen=True),
    "example-partners": FieldName("de soorten partner", "the kinds of partner", chosen=True),
    "example-countries": FieldName("het land", "the country", chosen=True),
    "example-institution": FieldName("de soort instelling", "the kind of institution", chosen=True),
    "example-kind": FieldName(
        "of het een vraag of een melding is", "whether it is a question or a report", chosen=True
    ),
    "example-language": FieldName("de taal van de vraag", "the language of the question", chosen=True),
    "example-consent": FieldName("of er toestemming is om te delen", "whether there is consent to share", chosen=True),
    "example-neededBy": FieldName("wanneer een antwoord nodig is", "when an answer is needed"),
    "example-asked": FieldName("de dag van de vraag", "the day of the question"),
    "expect-lead": FieldName("wie penvoerder moet zijn", "who must lead", chosen=True),
    "expect-contributors": FieldName("wie moet bijdragen", "who must contribute", chosen=True),
    "expect-priority": FieldName("de prioriteit", "the priority", chosen=True),
}
