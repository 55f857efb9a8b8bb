"""Match the terms of the lexicon in a text: begin at ``finder.py``."""
