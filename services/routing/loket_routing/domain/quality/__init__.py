"""The quality of the rules over a period, measured by the officers' decisions about routes."""
