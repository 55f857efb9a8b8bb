"""Running a service: settings, logs, telemetry, clock, and the composition of its parts."""
