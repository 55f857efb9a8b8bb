"""Playing the desk's people over its public APIs, as anybody with their rights could."""
