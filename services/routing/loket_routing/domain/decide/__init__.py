"""The main line of routing, from a question to a decision with its explanation: begin at ``pipeline.py``."""
