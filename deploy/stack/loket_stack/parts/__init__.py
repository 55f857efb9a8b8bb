"""The parts of the stack, each described for the supervisor."""
