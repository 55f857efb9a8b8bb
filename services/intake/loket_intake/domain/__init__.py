"""The question from the asker's side: plain Python, no IO."""
