"""The Kafka of the stack: its jars, its storage, its settings; and the light broker that can replace it."""
