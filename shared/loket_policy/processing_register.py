"""The register of processing activities of the desk (``processing_register.yaml``; GDPR, article 30)."""

from functools import cache
from importlib.resources import files

from yaml import safe_load

from loket_shared.processing_log.register import Register


@cache
def processing_register() -> Register:
    """Return the published register."""
    written = safe_load(files(__package__).joinpath("processing_register.yaml").read_text(encoding="utf-8"))
    return Register.model_validate(written)
