"""What reaches outside: the mail server, and the texts of the letters."""
