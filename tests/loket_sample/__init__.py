"""A service that is there for tests alone: it uses everything of HTTP, sign-in and pages that services share."""
