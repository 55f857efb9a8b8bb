"""``python -m loket_notifications [api|worker|relay|all]``."""

from loket_notifications.main import SERVICE
from loket_shared.wiring.run import run

run(SERVICE)
