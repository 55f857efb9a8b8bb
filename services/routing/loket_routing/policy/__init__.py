"""The rule sets that come with a release: one folder per version, data only."""
