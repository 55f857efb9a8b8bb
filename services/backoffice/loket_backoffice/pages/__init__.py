"""The work place in a browser: each page translates and hands on to the same use cases as the API."""
