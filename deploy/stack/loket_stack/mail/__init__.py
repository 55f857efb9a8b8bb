"""The mail catcher: takes every message by SMTP, keeps it, and shows it over HTTP. It sends nothing on."""
