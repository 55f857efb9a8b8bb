"""Adding, changing and removing a legal regime."""

from loket_routing.domain.editing.document import Document, Entry, changed, entry_of, without


def regime_of(document: Document, code: str) -> Entry | None:
    """Return the regime ``code``; None where there is none."""
    return entry_of(document["regimes"], "code", code)


def with_regime(document: Document, code: str, regime: Entry) -> Document:
    """Return ``document`` with ``regime`` in the place of the one that is called ``code``."""
    return {**document, "regimes": changed(document["regimes"], "code", code, lambda _: regime)}


def with_new_regime(document: Document, regime: Entry) -> Document:
    """Return ``document`` with ``regime`` as the last one."""
    return {**document, "regimes": [*document["regimes"], regime]}


def without_regime(document: Document, code: str) -> Document:
    """Return ``document`` without the regime ``code``."""
    return {**document, "regimes": without(document["regimes"], "code", code)}
