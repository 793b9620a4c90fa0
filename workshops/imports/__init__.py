"""Files that somebody brings: read, planned, shown and carried out."""
