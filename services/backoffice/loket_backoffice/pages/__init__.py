"""The work place in a browser: each page translates and hands on to the same use cases as the API."""

from loket_backoffice.pages import audit, cases, contribution_requests, dead_letters, operations, queue
from loket_backoffice.pages.moved import MOVED

__all__ = ["MOVED", "PAGES"]

PAGES = (
    queue.router,
    cases.router,
    contribution_requests.router,
    operations.router,
    dead_letters.router,
    audit.router,
)
