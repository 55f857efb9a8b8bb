"""The few pages of the provider."""

from typing import Any

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from loket_stack.identity.provider import Provider

_TEMPLATES = Environment(
    loader=PackageLoader("loket_stack.identity"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """Return the page ``template``; forms may lead, by way of a redirect, to the registered clients only."""
    provider: Provider = request.app.state.provider
    leads_to = " ".join(("'self'", *provider.clients.origins()))
    policy = f"default-src 'none'; style-src 'self'; form-action {leads_to}; frame-ancestors 'none'; base-uri 'none'"
    headers = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": policy,
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return HTMLResponse(_TEMPLATES.get_template(template).render(**context), status, headers)
