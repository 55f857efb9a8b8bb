"""The database of one service: connection pool, transactions, limits and identifiers."""
