"""What a reader is shown: each part only for those who may see it, all else absent."""
