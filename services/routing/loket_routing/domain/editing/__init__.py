"""Changing a rule set as its owner writes it: pure functions from a document to a document.

Nothing here judges what comes out: a document is read, checked and tried as a whole before it is kept.
"""
