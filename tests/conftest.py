"""How Hypothesis searches in all tests: without a deadline, which a busy machine would miss."""

from hypothesis import settings

settings.register_profile("loket", deadline=None)
settings.load_profile("loket")
