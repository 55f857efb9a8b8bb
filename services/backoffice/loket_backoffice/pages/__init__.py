"""The work place in a browser: each page translates and hands on to the same use cases as the API."""

from loket_backoffice.pages import audit, cases, contribution_requests, dead_letters, operations, queue
from loket_shared.service.moved_addresses import MovedAddresses

__all__ = ["MOVED", "PAGES"]

PAGES = (
    queue.router,
    cases.router,
    contribution_requests.router,
    operations.router,
    dead_letters.router,
    audit.router,
)

MOVED = MovedAddresses(
    paths={
        "/cases/{reference}": "/zaken/{reference}",
        "/contribution-requests/{id}": "/bijdrageverzoeken/{id}",
        "/operations": "/bedrijfsvoering",
        "/dead-letters": "/vastgelopen-berichten",
        "/audit": "/verantwoording",
    },
    parameters={
        "/": {"queue": "werkvoorraad", "state": "status", "reference": "kenmerk", "live": "verversen"},
        "/zaken/{reference}": {"choice": "keuze"},
        "/verantwoording": {
            "reference": "kenmerk",
            "actor": "wie",
            "action": "handeling",
            "from": "van",
            "to": "tot",
            "refused": "geweigerd",
        },
    },
)
"""The addresses of pages from before they were all Dutch; kept for links in mails and bookmarks."""
