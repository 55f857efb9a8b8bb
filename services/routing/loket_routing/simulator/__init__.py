"""The process that runs a simulation: ``python -m loket_routing.simulator PARENT SIMULATION ATTEMPT``."""
