"""The published schema of what a rule owner writes."""
