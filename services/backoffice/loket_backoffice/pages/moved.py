"""The addresses of the work place's pages from before they were all Dutch; kept for links in mails and bookmarks."""

from loket_shared.service.moved_addresses import MovedAddresses

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
