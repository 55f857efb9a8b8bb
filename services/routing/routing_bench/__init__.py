"""How fast routing decides, beside a naive pass; not shipped. ``./loket bench routing`` shows the figures."""
