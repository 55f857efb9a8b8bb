"""Publishes the contact for vulnerability reports (RFC 9116)."""

from datetime import UTC, datetime, time, timedelta

from fastapi import APIRouter
from starlette.responses import PlainTextResponse

from loket_shared.http.dependencies import RuntimeDep
from loket_shared.service.settings import ServiceSettings

ADDRESS = "/.well-known/security.txt"

router = APIRouter(include_in_schema=False)


@router.get(ADDRESS)
async def security_txt(runtime: RuntimeDep) -> PlainTextResponse:
    """Return the public contact for vulnerability reports."""
    return PlainTextResponse(security_text(runtime.settings, runtime.clock.now()))


def security_text(settings: ServiceSettings, now: datetime) -> str:
    """Return the content of the file at the time ``now``.

    It expires a fixed number of days after today, so it never expires while somebody runs the service. A web address in
    it must use TLS, so a service without TLS names none of its own.
    """
    last_day = now.astimezone(UTC).date() + timedelta(days=settings.security_txt_days)
    expires = datetime.combine(last_day, time(), UTC)
    fields = [
        ("Contact", settings.security_contact),
        ("Expires", f"{expires:%Y-%m-%dT%H:%M:%SZ}"),
        ("Preferred-Languages", "nl, en"),
        ("Canonical", f"{settings.public_url}{ADDRESS}" if settings.public_url.startswith("https://") else ""),
        ("Policy", settings.security_policy),
    ]
    return "".join(f"{name}: {value}\n" for name, value in fields if value)
