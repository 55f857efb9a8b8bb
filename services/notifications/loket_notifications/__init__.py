"""Tells people and departments by mail that something happened, and never what."""
