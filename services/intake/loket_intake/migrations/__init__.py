"""The versions of this service's database schema, oldest first."""
