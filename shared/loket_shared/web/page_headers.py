"""What a browser is told about a page."""

from urllib.parse import urlsplit


def page_headers(issuer: str) -> dict[str, str]:
    """Return the headers of every page.

    Nothing stands inline, so nothing inline runs. Forms lead to the service itself and, because
    browsers hold redirects after a form to the same rule, to the identity provider at ``issuer``.
    The referrer stays within the service; without one, browsers would hide a form's origin too.
    """
    provider = urlsplit(issuer)
    policy = {
        "default-src": "'none'",
        "style-src": "'self'",
        "script-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": f"'self' {provider.scheme}://{provider.netloc}",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
