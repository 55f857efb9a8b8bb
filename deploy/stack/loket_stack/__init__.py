"""The embedded stack behind ./loket: real components on a bare machine, under one supervisor."""
