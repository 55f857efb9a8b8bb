"""The HTTP side of every service: errors, limits, paging, health and the OpenAPI description."""
