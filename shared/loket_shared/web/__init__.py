"""What every page shares: layout, components, two languages, and the rules a browser is told to hold to."""
