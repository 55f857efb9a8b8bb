"""The routing service: rule sets, their lexicon and legal regimes, and the decisions that they make."""
