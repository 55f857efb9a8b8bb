"""What rule owners do to rule sets, one use case per file."""
