"""The shapes of the database, one after the other."""
