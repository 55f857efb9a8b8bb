"""Figures as ratios within one run: the product beside a baseline that does the same work by hand."""
