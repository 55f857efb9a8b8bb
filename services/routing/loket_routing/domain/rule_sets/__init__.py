"""What a rule set is: a closed grammar of data, and what must hold of it."""
