"""What is different between two versions of a rule set, in words."""
