"""The other services, asked over HTTP: only for the operator's overview, never to do the desk's own work."""
