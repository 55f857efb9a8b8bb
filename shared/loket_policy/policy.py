"""The policy that every service hands to the shared library."""

from loket_policy.code_lists import departments
from loket_policy.processing_register import processing_register
from loket_policy.vault import VAULT_GRANTS
from loket_shared.service.policy import DeskPolicy

DESK_POLICY = DeskPolicy(VAULT_GRANTS, frozenset(departments().covert), processing_register())
