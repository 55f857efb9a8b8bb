"""``python -m loket_routing [api|worker|relay|all]``."""

from loket_routing.main import SERVICE
from loket_shared.wiring.run import run

run(SERVICE)
