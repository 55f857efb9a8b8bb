"""Dead letters: records that could not be handled. An operator replays or drops each of them (design section 4.4)."""
