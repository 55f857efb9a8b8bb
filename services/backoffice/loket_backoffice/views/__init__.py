"""Projections of a case for its reader: parts that the reader may not see are absent. No view makes a query."""
