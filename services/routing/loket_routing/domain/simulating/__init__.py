"""What a rule set would have made of the past: every question weighed by it and by the one in force."""
