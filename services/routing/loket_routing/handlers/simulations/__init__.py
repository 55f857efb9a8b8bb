"""What rule owners do with simulations, and what runs them."""
