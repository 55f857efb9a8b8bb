"""How Hypothesis searches in the routing tests: without a deadline, which a busy machine would miss."""

from hypothesis import settings

settings.register_profile("routing", deadline=None)
settings.load_profile("routing")
