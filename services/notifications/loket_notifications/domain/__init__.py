"""The rules of telling: occasions, letters, attempts, and who may look at them. No IO."""
