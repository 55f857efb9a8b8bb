"""``python -m loket_backoffice [api|worker|relay|all]``."""

from loket_backoffice.main import SERVICE
from loket_shared.ops.service import run

if __name__ == "__main__":
    run(SERVICE)
