"""Authentication: bearer tokens for the APIs, OpenID Connect sign-in and sessions for the pages."""
