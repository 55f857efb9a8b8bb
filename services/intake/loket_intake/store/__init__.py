"""What the intake keeps, and every query."""
