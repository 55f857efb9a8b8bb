"""The published schema of a rule set's document."""
