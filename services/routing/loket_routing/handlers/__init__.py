"""What this service does, one use case per file."""
