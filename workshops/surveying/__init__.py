"""A survey as a step of a workshop."""
