"""A concept as a file: outlines, plain tables, and what is written beside the requests."""
