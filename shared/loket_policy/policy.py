"""The policy that every service hands to the shared library: vault grants, covert departments and the register.

The register of processing activities is ``processing_register.yaml`` (GDPR, article 30).
"""

from functools import cache
from importlib.resources import files

from yaml import safe_load

from loket_policy.code_lists import departments
from loket_policy.vault import VAULT_GRANTS
from loket_shared.processing_log.register import Register
from loket_shared.service.runtime import DeskPolicy


@cache
def processing_register() -> Register:
    """Return the published register."""
    written = safe_load(files(__package__).joinpath("processing_register.yaml").read_text(encoding="utf-8"))
    return Register.model_validate(written)


DESK_POLICY = DeskPolicy(VAULT_GRANTS, frozenset(departments().covert), processing_register())
