"""Whatever can be wrong with a form of the work place is said with the name of the field."""

import pytest

from loket_backoffice.pages.cases import CASE_ACTIONS
from loket_backoffice.pages.contribution_requests import REQUEST_ACTIONS
from loket_shared.web.form_actions import FormActions

NOT_TYPED = {"version", "assignee", "urgent", "forCleared"}
"""Hidden fields, and boxes that are right either way."""


@pytest.mark.parametrize("acts", [CASE_ACTIONS, REQUEST_ACTIONS])
def test_every_field_has_a_name(acts: FormActions[object]) -> None:
    for name, act in acts.by_name.items():
        fields = {field.alias or key for key, field in act.body.model_fields.items()} - NOT_TYPED
        assert {f"{act.shares or name}-{field}" for field in fields} <= set(acts.names)
