"""The lifecycle of a rule set: from draft to active and back, with four eyes on every change of a route."""
