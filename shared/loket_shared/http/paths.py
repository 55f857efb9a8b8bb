"""Separates the addresses of the API from those of the pages."""

API_PREFIX = "/v1"
_FOR_PROGRAMS = ("/v1", "/health")


def is_api(path: str) -> bool:
    """Return True if ``path`` belongs to the API of a service."""
    return path == API_PREFIX or path.startswith(f"{API_PREFIX}/")


def is_for_programs(path: str) -> bool:
    """Return True if ``path`` serves programs, so that its errors are problem documents."""
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in _FOR_PROGRAMS)
