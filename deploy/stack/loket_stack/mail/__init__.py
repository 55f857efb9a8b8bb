"""The mail catcher: accepts every message by SMTP, stores it, and shows it over HTTP. It forwards nothing."""
