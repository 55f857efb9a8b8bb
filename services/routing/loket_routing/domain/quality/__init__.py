"""How well the rules did: what officers made of the routes, over a period."""
