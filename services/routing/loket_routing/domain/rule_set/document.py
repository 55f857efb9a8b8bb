"""The document of a rule set: its parsing, which finds its faults, and its JSON Schema for editors and other programs.

The schema covers the grammar only. The rules about a set as a whole are in the checks.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import ModelSchema

from loket_routing.domain.rule_set.check import find_faults
from loket_routing.domain.rule_set.check.codes import form_codes
from loket_routing.domain.rule_set.faults import RuleSetError
from loket_routing.domain.rule_set.frozen_model import to_kebab
from loket_routing.domain.rule_set.grammar_faults import grammar_faults
from loket_routing.domain.rule_set.model import RuleSet

_TITLE = "Rule set"
_EITHER = "A code, or a list of codes of which one is enough."
_DOCUMENT_NAMES = {"RuleGroup": "Line", "TopicHint": "Lens", "ConfidencePolicy": "Doubt", "BilingualText": "Text"}
"""The names of definitions in the published schema, where a class is called otherwise."""


def parse_rule_set(document: Mapping[str, Any]) -> RuleSet:
    """Return the rule set that ``document`` describes.

    Raises:
        RuleSetError: it doesn't follow the grammar, or a check of the whole found faults.
    """
    try:
        rule_set = RuleSet.model_validate(document, by_alias=True, by_name=False)
    except ValidationError as error:
        raise RuleSetError(grammar_faults(error, document, RuleSet)) from error
    faults = find_faults(rule_set)
    if faults:
        raise RuleSetError(faults)
    return rule_set


class _DocumentSchema(GenerateJsonSchema):
    """Names the parts of a document by the document's own keys."""

    def normalize_name(self, name: str) -> str:
        return super().normalize_name(_DOCUMENT_NAMES.get(name, name))

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        return made | {"title": _DOCUMENT_NAMES.get(made["title"], made["title"])}


def rule_set_schema() -> dict[str, Any]:
    """Return the schema (JSON Schema, draft 2020-12) of a document; a key without a value is left out, never null."""
    schema = RuleSet.model_json_schema(by_alias=True, mode="validation", schema_generator=_DocumentSchema)
    properties = schema["$defs"]["Condition"]["properties"]
    for name, codes in form_codes().items():
        code = {"enum": sorted(codes)}
        either = [code, {"items": code, "minItems": 1, "type": "array"}, {"type": "null"}]
        properties[to_kebab(name)] = {"anyOf": either, "default": None, "description": _EITHER}
    return {"$schema": GenerateJsonSchema.schema_dialect, **schema, "title": _TITLE}
