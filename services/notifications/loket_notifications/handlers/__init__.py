"""The use cases: of deliveries, of sending, and of events. None of them commits."""
