"""What is outside this service."""
