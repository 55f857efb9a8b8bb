"""The intake service: receives questions and keeps the asker informed."""
