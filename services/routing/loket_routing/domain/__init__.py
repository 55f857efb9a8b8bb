"""The domain of routing: plain Python without IO."""
