"""Dead letters: records that could not be handled. An operator replays or drops each of them.

See docs/architecture.md#failure.
"""
