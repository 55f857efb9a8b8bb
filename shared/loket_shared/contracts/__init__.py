"""What the services say to each other, and the only thing they know of each other.

Read ``registry.py`` first: it lists every event; each event stands in a file of its own.
"""
