"""Figures as ratios within one run: the product beside a bare service that does the same work by hand."""
