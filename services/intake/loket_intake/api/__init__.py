"""The API for university portals and for people's own programs."""
