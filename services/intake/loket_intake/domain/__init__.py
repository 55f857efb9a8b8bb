"""What a question is to the person who asks it: plain Python, no IO."""
