"""The use cases, one in each file. None of them commits: whoever opened the unit of work does."""
