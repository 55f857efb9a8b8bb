"""Which addresses are for programs and which are for people."""

API_PREFIX = "/v1"
_FOR_PROGRAMS = ("/v1", "/health")


def is_api(path: str) -> bool:
    """Say whether ``path`` belongs to the API of a service."""
    return path == API_PREFIX or path.startswith(f"{API_PREFIX}/")


def is_for_programs(path: str) -> bool:
    """Say whether ``path`` answers programs, so that its errors are problem documents."""
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in _FOR_PROGRAMS)
