"""One database per service: engine, unit of work, migrations."""
