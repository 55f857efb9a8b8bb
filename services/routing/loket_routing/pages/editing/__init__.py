"""Changing a rule set by forms: each page shows one part, changes the document, and has the whole judged."""
