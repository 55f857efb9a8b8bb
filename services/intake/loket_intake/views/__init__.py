"""Questions as readers see them: pure projections, no queries."""
