"""The HTTP side of every service: one application with its errors, limits, paging, health and description."""
