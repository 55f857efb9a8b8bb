"""The HTTP clients of the other services: only for the operator's overview, never for the work of the desk."""
