"""The components of the stack, each described for the supervisor."""
