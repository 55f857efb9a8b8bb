"""HTTP in, as JSON: each route translates and hands on to one use case."""
