"""How asking another service can fail."""


class NotAnswering(Exception):
    """The service is away, or did not answer as agreed."""


class AccessOver(Exception):
    """The reader's access to the other services ran out, or never was; signing in again gives it anew."""
