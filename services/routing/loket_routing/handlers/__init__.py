"""The use cases of routing; those of one idea share a file."""
