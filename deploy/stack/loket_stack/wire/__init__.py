"""Reading the log from outside: what is really on Kafka, with a client that knows nothing of the services."""
