"""The use cases. None of them commits: whoever opened the unit of work does."""
