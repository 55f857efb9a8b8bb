"""The main line of routing, from a question to a decision that explains itself: begin at ``pipeline.py``."""
