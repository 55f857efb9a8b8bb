"""The development identity provider: OpenID Connect on the loopback address, personas instead of passwords.

For development and demonstration only: whoever can reach it can be anybody.
"""
