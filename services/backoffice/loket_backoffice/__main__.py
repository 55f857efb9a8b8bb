"""``python -m loket_backoffice [api|worker|relay|all]``."""

from loket_backoffice.main import SERVICE
from loket_shared.wiring.run import run

if __name__ == "__main__":
    run(SERVICE)
