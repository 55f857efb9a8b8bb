"""What has been received: insert-or-skip in the consumer's own transaction (design section 4.3)."""
