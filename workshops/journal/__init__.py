"""Who did what on the evening, and how it is undone."""
