"""Working groups: workshops inside a workshop, each with its own fields, steps and moderators."""
