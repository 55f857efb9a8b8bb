"""The HTTP API: each route translates a request and calls one use case."""
