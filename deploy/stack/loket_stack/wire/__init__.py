"""Reads the log on Kafka from outside, with a client that is independent of the services."""
