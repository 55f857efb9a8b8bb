"""What could not be handled, kept with its story until someone replays or drops it (design section 4.4)."""
