"""The PostgreSQL of the stack: its account, folder, cluster and databases."""
