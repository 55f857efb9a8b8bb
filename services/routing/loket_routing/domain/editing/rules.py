"""Adding, changing and removing a rule."""

from loket_routing.domain.editing.document import Document, Entry, changed, entry_of, without


def line_of(document: Document, number: int) -> Entry | None:
    """Return the line ``number``; None where there is none."""
    return entry_of(document["lines"], "number", number)


def find_rule(document: Document, rule_id: str) -> tuple[Entry, Entry] | None:
    """Return the rule ``rule_id`` behind its line; None where there is none."""
    found = ((line, entry_of(line["rules"], "id", rule_id)) for line in document["lines"])
    return next(((line, rule) for line, rule in found if rule), None)


def with_rule(document: Document, rule_id: str, rule: Entry) -> Document:
    """Return ``document`` with ``rule`` in the place of the one that is called ``rule_id``."""
    lines = [{**line, "rules": changed(line["rules"], "id", rule_id, lambda _: rule)} for line in document["lines"]]
    return {**document, "lines": lines}


def with_new_rule(document: Document, number: int, rule: Entry) -> Document:
    """Return ``document`` with ``rule`` as the last one of the line ``number``."""

    def longer(line: Entry) -> Entry:
        return {**line, "rules": [*line["rules"], rule]}

    return {**document, "lines": changed(document["lines"], "number", number, longer)}


def without_rule(document: Document, rule_id: str) -> Document:
    """Return ``document`` without the rule ``rule_id``; its line stays, even without a rule."""
    lines = [{**line, "rules": without(line["rules"], "id", rule_id)} for line in document["lines"]]
    return {**document, "lines": lines}
