"""The HTTP API, in JSON: each route translates a request and calls one use case."""
