"""The use cases. None of them commits: the code that opened the unit of work does."""
