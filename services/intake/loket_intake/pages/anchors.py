"""Where a link to a field leads: to what takes the focus there, of a group its first part."""

from loket_intake.domain.draft import Typed
from loket_policy import code_lists

_FIRST_PARTS = {
    "kind": "kind-question",
    "countries": "countries.0",
    "partners": "partners.0.name",
    "discussedWithCoordinator": "discussedWithCoordinator-true",
    "consentToShare": "consentToShare-true",
    "shareWithCoordinator": "shareWithCoordinator-true",
}


def anchor_of(field: str, typed: Typed) -> str:
    """Return the id of the input for ``field`` on the page that shows what was ``typed``."""
    if field in typed and "." in field:
        return field
    group = field.split(".")[0]
    options = {"topics": code_lists.topics, "fields": code_lists.fields}.get(group)
    return f"{group}-{options()[0].code}" if options else _FIRST_PARTS.get(group, group)
