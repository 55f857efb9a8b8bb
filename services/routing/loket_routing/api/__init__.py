"""HTTP in: translate and delegate."""
