"""A decision explained in sentences, for each kind of reader."""
