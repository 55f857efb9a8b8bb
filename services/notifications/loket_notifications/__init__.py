"""Sends mail to people and departments: a message says that something happened, never what."""
