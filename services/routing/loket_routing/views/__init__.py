"""What readers get to see, in the words of the wire."""
