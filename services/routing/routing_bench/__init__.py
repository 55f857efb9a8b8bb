"""Measures the speed of routing against a naive pass; not shipped. ``./loket bench routing`` shows the figures."""
