"""From a question to a decision that explains itself."""
