"""What the screens and the tests need from npm."""
