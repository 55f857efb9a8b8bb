"""The response models of the API, made from rows and domain objects."""
