"""The mail server: the text of a message, its bytes, and the connection that they go over."""
