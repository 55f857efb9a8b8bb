"""The events, one file each."""
