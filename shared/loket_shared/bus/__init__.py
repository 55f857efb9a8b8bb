"""The bus: receiving and sending events so that none is lost, doubled or out of order.

See docs/architecture.md#delivery.
"""
