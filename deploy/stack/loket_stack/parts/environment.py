"""The environment a part gets: little of the caller's, and what the stack tells it."""

import os
from collections.abc import Mapping

_PASSED_ON = ("HOME", "LANG", "LC_ALL", "PATH", "SSL_CERT_FILE", "TMPDIR", "TZ", "USER")
_PREFIXES_PASSED_ON = ("OTEL_", "LOKET_")


def environment(told: Mapping[str, str], caller: Mapping[str, str] = os.environ) -> Mapping[str, str]:
    """Return the environment of a part; ``told`` wins over what the caller has set.

    ``LOKET_`` variables of the caller reach the part, so that a setting such as ``LOKET_LOG_LEVEL`` can
    be tried out; so do those by which OpenTelemetry finds its collector.
    """
    passed = {
        name: value for name, value in caller.items() if name in _PASSED_ON or name.startswith(_PREFIXES_PASSED_ON)
    }
    return {**passed, "PYTHONUNBUFFERED": "1", **told}
