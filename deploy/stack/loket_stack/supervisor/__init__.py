"""The supervisor: starts the parts, keeps them running, stops them."""
