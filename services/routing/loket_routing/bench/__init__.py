"""How fast routing decides, beside a naive pass; ``./loket bench routing`` runs it and shows the figures."""
