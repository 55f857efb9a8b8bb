"""The audit trails of all services, verified from outside."""
