"""Lists of words, written down as lines of text."""


def word_set(*listed: str) -> frozenset[str]:
    """Return the words of all lines."""
    return frozenset(word for line in listed for word in line.split())
