"""How few people are never shown by themselves, anywhere. Pure."""

FEWEST = 5
"""People: what is about fewer is not told, and so in no sum that they could be computed from."""
