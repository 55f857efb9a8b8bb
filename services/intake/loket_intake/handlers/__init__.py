"""The use cases: each works in the transaction of the unit of work that it gets."""
