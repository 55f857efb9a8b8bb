"""The intake service: takes questions in and keeps the asker informed."""
