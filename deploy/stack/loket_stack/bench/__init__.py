"""Benchmarks: ratios within one run of the product to a hand-written baseline that does the same work."""
