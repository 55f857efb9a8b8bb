"""Who reads a question, and why: plain Python without input or output."""
