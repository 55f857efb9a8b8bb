"""The embedded stack behind ./loket: real parts on a bare machine, under one supervisor."""
