"""The test kit: what the layers of tests share."""
