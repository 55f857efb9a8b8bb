"""The mail server and the message templates."""
