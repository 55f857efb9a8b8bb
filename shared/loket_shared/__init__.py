"""Transport and contracts that the services of the Loket Kennisveiligheid share; never business rules."""
