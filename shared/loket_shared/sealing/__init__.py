"""Content is readable only by who holds its key; destroying the key is erasing the content.

``vault.py`` says what a vault of data keys does, ``sealer.py`` seals and opens with its keys.
"""
