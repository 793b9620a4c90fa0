"""Staff of the municipality: the integration office and its moderators."""
