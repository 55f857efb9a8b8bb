"""Forms that change a rule set: each page shows one part, changes the document, and validates it as a whole."""
