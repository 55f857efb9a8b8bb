"""Finding the words of the lexicon in what an asker wrote."""
