"""The events of the services; the services know nothing else of each other.

Read ``registry.py`` first: it lists every event; each event has a file of its own.
"""
