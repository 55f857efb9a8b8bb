"""The supervisor: starts the components, keeps them running, stops them."""
