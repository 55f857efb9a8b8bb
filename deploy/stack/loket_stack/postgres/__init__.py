"""The PostgreSQL of the stack: its account, its place, its cluster, its databases."""
