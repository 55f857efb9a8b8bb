"""The tables of the back office and every query on them. Content is sealed.

See docs/architecture.md#the-contract-on-the-wire.
"""
