"""What the public register of algorithms is told of the routing (Algoritmeregister, publication standard 1.0)."""
