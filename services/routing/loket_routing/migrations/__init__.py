"""The shapes of this service's database, oldest first."""
