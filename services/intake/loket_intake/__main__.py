"""``python -m loket_intake [api|worker|relay|all]``."""

from loket_intake.main import SERVICE
from loket_shared.wiring.run import run

run(SERVICE)
