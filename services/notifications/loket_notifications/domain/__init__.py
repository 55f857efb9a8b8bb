"""The rules of notifications: kinds, messages, retries, and who may see a delivery. No IO."""
