"""Explains a decision in sentences, for each kind of reader."""
