"""Projections of a case for its reader: a part that the reader may not see is absent. No view makes a query."""
