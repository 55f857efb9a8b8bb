"""The development identity provider: OpenID Connect on the loopback address, personas instead of passwords.

For development and demonstration only: anybody who can reach it can sign in as any persona.
"""
