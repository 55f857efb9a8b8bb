"""The routing: departments, legal regimes, the lexicon, rule sets and the decisions they make."""
